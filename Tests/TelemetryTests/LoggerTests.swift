import FoundationEssentials
import Synchronization
import Telemetry
import Testing

@Suite("A log line")
struct LoggerTests {
    private let lines = Lines()

    private var logger: Logger {
        Logger(
            service: "intake",
            version: "1.2.3",
            instance: "intake-1",
            clock: { 1_709_251_199_000_001 },
            sink: { [lines] in lines.append($0) }
        )
    }

    @Test func `tells when, how grave, who and what, in this order`() {
        logger.info("a ticket came in", ["ticket_id": "t-1", "bytes": 12, "seconds": 0.5, "again": false])
        #expect(
            lines.text == #"{"ts":"2024-02-29T23:59:59.000001Z","level":"info","service":"intake","version":"1.2.3","#
                + #""instance":"intake-1","msg":"a ticket came in","ticket_id":"t-1","bytes":12,"seconds":0.5,"#
                + #""again":false}"# + "\n"
        )
    }

    @Test func `stays one line of valid JSON whatever it quotes`() throws {
        let hostile =
            "quote \" slash \\ line\nfeed\r\t nul \0 escape \u{1B}[31m del \u{7F} csi \u{9B} 2028 \u{2028} 破损 😀"
        logger.error(hostile, ["na\"me": .string(hostile)])
        let text = lines.text
        #expect(text.filter(\.isNewline).count == 1)
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
        let object = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        #expect(object["msg"] == hostile)
        #expect(object["na\"me"] == hostile)
    }

    @Test func `repairs bytes that are not UTF-8`() throws {
        logger.info(String(decoding: [0x61, 0xFF, 0xC3, 0x28], as: UTF8.self))
        let object = try JSONDecoder().decode([String: String].self, from: Data(lines.text.utf8))
        #expect(object["msg"] == "a\u{FFFD}\u{FFFD}(")
    }

    @Test func `writes every kind of value`() {
        let values: Logger.Fields = [
            "list": [1, "two", true], "none": .null, "nan": .double(.nan), "big": .number(UInt64.max),
            "time": .seconds(.milliseconds(1500)),
        ]
        logger.info("", values)
        #expect(
            lines.text.hasSuffix(
                #""list":[1,"two",true],"none":null,"nan":"nan","big":"18446744073709551615","time":1.5}"# + "\n"
            )
        )
    }

    @Test func `keeps each name once and its own names to itself`() {
        logger.with(["topic": "a", "msg": "posing"]).with(["partition": 1]).info("real", ["topic": "b"])
        #expect(lines.text.hasSuffix(#""msg":"real","topic":"b","msg_":"posing","partition":1}"# + "\n"))
    }

    @Test func `carries the ids of its trace`() throws {
        let trace = try #require(TraceContext(header: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        logger.with(trace).info("x")
        let ids = #""trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331"}"#
        #expect(lines.text.hasSuffix(ids + "\n"))
    }

    @Test func `below the wanted level is not even built`() {
        var quiet = logger
        quiet.minimum = .warning
        let built = Mutex(0)
        func message() -> String { built.withLock { $0 += 1 }; return "x" }
        quiet.debug(message())
        quiet.info(message())
        quiet.warning(message())
        #expect(built.withLock { $0 } == 1)
        #expect(lines.text.contains(#""level":"warning""#))
    }

    @Test func `cuts a text that is too long between two characters`() {
        logger.info(String(repeating: "损", count: 5000))
        #expect(lines.text.utf8.count < 8500)
        #expect(lines.text.hasSuffix("损…\"}\n"))
    }
}

@Suite("The wall clock's text")
struct WallClockTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (951_782_400_123_456, "2000-02-29T00:00:00.123456Z"),
            (1_735_689_599_999_999, "2024-12-31T23:59:59.999999Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
        ] as [(Int64, String)]
    )
    func `is RFC 3339 in UTC`(microseconds: Int64, text: String) {
        #expect(WallClock.text(ofMicroseconds: microseconds) == text)
    }

    @Test func `runs forward from this century`() {
        let first = WallClock.microseconds()
        #expect(first > 1_700_000_000_000_000)
        #expect(WallClock.microseconds() >= first)
    }
}

/// Collects what a logger writes.
private final class Lines: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    func append(_ line: [UInt8]) {
        bytes.withLock { $0 += line }
    }
}
