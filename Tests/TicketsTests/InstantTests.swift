import Testing
import Tickets

@Suite("An instant") struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-23T04:00:00Z", 1_795_406_400), ("2024-02-29T23:59:59Z", 1_709_251_199),
        ("2000-03-01T00:00:00+08:00", 951_840_000), ("1969-12-31T23:59:59Z", -1),
        ("9999-12-31T00:00:00Z", 253_402_214_400),
    ])
    func `is read from RFC 3339`(text: String, seconds: Int64) {
        #expect(Instant(text) == Instant(seconds: seconds))
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2026-11-23T25:00:00Z", "2026-11-23T04:00:00",
        "2026-11-23T04:00:00.Z", "2026-11-23T04:00:00Z ", "２０２６-11-23T04:00:00Z", "2026-11-23T04:00:00+8:00",
    ])
    func `is not read from what is no moment`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(arguments: [0, 1, -1, 1_795_406_400_123_456, -62_135_596_800_000_000, 253_402_300_799_999_999])
    func `survives being written and read`(microseconds: Int64) {
        let instant = Instant(microseconds: microseconds)
        #expect(Instant(instant.description) == instant)
    }

    @Test func `keeps microseconds in text`() {
        #expect(Instant(microseconds: 1_795_406_400_000_042).description == "2026-11-23T04:00:00.000042Z")
        #expect(Instant("2026-11-23T04:00:00.5Z") == Instant(microseconds: 1_795_406_400_500_000))
    }

    @Test func `differs by durations`() {
        #expect(Instant(seconds: 90) - Instant(seconds: 30) == .seconds(60))
        #expect(Instant(seconds: 30) + .milliseconds(1500) == Instant(microseconds: 31_500_000))
    }
}
