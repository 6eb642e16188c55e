import IntakeRules
import Testing
import Tickets

@Suite("Idempotency")
struct ClaimsTests {
    @Test(arguments: [
        (#""a b""#, "a b"), (#""say \"hi\" \\""#, #"say "hi" \"#), ("8e03978e-40d5", "8e03978e-40d5"), (" k ", "k"),
    ])
    func `a key may be quoted or bare`(value: String, key: String) throws {
        #expect(try IdempotencyKey([value], isRequired: true)?.description == key)
    }

    @Test(arguments: [
        (["\"abc"], "malformed"), (["a b"], "malformed"), (["a,b"], "malformed"), ([#""a"b""#], "malformed"),
        ([#""a\b""#], "malformed"), (["键"], "malformed"), (["\"\""], "0 characters"), ([""], "0 characters"),
        ([String(repeating: "k", count: 256)], "256 characters"), (["a", "a"], "sent 2 times"), ([], "required"),
    ])
    func `a key that cannot be one is refused`(values: [String], reason: String) {
        let fault = #expect(throws: KeyFault.self) { try IdempotencyKey(values, isRequired: true) }
        #expect(fault?.description.contains(reason) == true, "\(fault?.description ?? "")")
    }

    @Test func `a key may be left out where it is not required`() throws {
        #expect(try IdempotencyKey([], isRequired: false) == nil)
    }

    @Test func `requests without keys all make tickets`() {
        #expect(Claims.judge([nil, nil], claimed: [:]) == [.creates, .creates])
    }

    @Test func `the same key twice in a batch makes one ticket`() {
        let claims = [claim("k", 1), claim("k", 1), nil, claim("k", 2), claim("other", 1)]
        #expect(Claims.judge(claims, claimed: [:]) == [.creates, .repeats(0), .creates, .contradicts, .creates])
        #expect(Claims.firsts(of: claims) == [0, 4])
    }

    @Test func `what a key stands for already decides, not who comes first in the batch`() {
        let earlier = claimed(1)
        let verdicts = Claims.judge([claim("k", 2), claim("k", 1)], claimed: [claim("k", 1).slot: earlier])
        #expect(verdicts == [.contradicts, .replays(earlier)])
    }

    @Test func `another client's key is another key`() {
        let other = Claim(Claim.Slot(client: "app", key: "k"), fingerprint: [1])
        #expect(Claims.judge([claim("k", 1), other], claimed: [:]) == [.creates, .creates])
    }

    private func claim(_ key: String, _ fingerprint: UInt8) -> Claim {
        Claim(Claim.Slot(client: "web", key: key), fingerprint: [fingerprint])
    }

    private func claimed(_ fingerprint: UInt8) -> Claimed {
        Claimed(
            fingerprint: [fingerprint],
            ticket: TicketID(at: Instant(seconds: 0), random: (1, 2)),
            number: TicketNumber(stored: "SW-20261123-000001"),
            at: Instant(seconds: 0)
        )
    }
}
