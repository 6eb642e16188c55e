import Testing

@testable import Bench

@Suite("The bench's command line") struct BenchArgumentsTests {
    @Test func `says what is to be measured`() throws {
        let arguments = try BenchArguments(["--only", "flow,intake", "--seconds=20", "--rate", "500"])
        #expect(arguments.only == ["flow", "intake"])
        #expect(arguments.seconds == 20)
        #expect(arguments.rate == 500)
    }

    @Test(arguments: [
        (["--only", "speed"], "--only has \"speed\""),
        (["--seconds", "1"], "--seconds must be a number from 5 to 600"),
        (["--rate"], "--rate needs a value"), (["--fast"], "--fast is no flag"), (["--minutes=x"], "--minutes must be"),
    ])
    func `is refused with the flag and the remedy`(words: [String], message: String) {
        let mistake = #expect(throws: BenchArguments.Mistake.self) { try BenchArguments(words) }
        #expect(mistake?.description.hasPrefix(message) == true)
    }
}
