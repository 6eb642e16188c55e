import FoundationEssentials
import Kafka
import Pipeline
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Shouwen

/// One action of a bot: its verb, its id and further data.
struct Act: Sendable {
    let verb: String
    let id: String
    let more: String

    init(_ verb: String, _ id: String, _ more: String = "") {
        (self.verb, self.id, self.more) = (verb, id, more)
    }

    static let accept = Act("accept", "1:accept")
    static let resolve = Act("resolve", "1:resolve", #","text":"好了""#)
    static let good = [accept, resolve]
}

/// What a bot does with a ticket, and the rules it breaks by it.
struct Conduct: Sendable {
    let acts: [Act]
    let broken: Set<BotRule>

    init(_ acts: [Act], breaks rules: BotRule...) {
        (self.acts, broken) = (acts, Set(rules))
    }
}

@Suite("What is found about a bot")
struct BotCheckTests {
    let begun = ContinuousClock.now

    func ticket(_ expectation: SandboxTicket.Expectation = .work) -> SandboxTicket {
        SandboxTicket(in: .sandbox, expectation, acceptWithin: .seconds(60), now: .noon, shownAt: begun)
    }

    func record(_ act: Act, on ticket: SandboxTicket, key: String? = nil, trace: String? = nil) -> Record {
        let json =
            #"{"specversion":"1.0","id":"\#(act.id)","source":"/bot","type":"shouwen.action.\#(act.verb).v1","#
            + #""subject":"\#(ticket.id)","traceparent":"\#(trace ?? ticket.trace)","data":{"by":"bot"\#(act.more)}}"#
        return Record(
            topic: "department.sandbox.actions",
            partition: 0,
            offset: 7,
            key: Array((key ?? ticket.id.description).utf8),
            value: Array(json.utf8)
        )
    }

    /// What is found when a bot does this with one ticket, in its time and over a restart.
    func verdict(
        _ acts: [Act],
        on ticket: SandboxTicket,
        key: String? = nil,
        after delay: Duration = .seconds(1)
    ) throws -> BotVerdict {
        var ledger = ledger
        ledger.add(ticket)
        for act in acts {
            _ = try ledger.take(record(act, on: ticket, key: key), at: .noon, arrivedAt: begun + delay)
        }
        return self.verdict(ledger, [ticket.id])
    }

    var ledger: SandboxLedger { SandboxLedger(.sandbox, partitions: 1) }

    /// What is found when everything was played with these tickets.
    func verdict(_ ledger: SandboxLedger, _ ids: [TicketID], halt: String? = nil) -> BotVerdict {
        let groups = BotVerdict.Groups(
            ordinary: ids,
            handedAgain: halt == nil ? ids : [],
            strange: halt == nil ? ids : [],
            behindPoison: halt == nil ? ids : [],
            overRestart: halt == nil ? ids : nil,
            played: halt == nil ? Set(BotRule.allCases) : [],
            halt: halt
        )
        return BotVerdict(ledger, groups, acceptWithin: .seconds(60))
    }

    func broken(_ verdict: BotVerdict) -> Set<BotRule> {
        Set(verdict.results.filter { if case .broken = $0.result { true } else { false } }.map(\.rule))
    }

    @Test func `a good one keeps every rule, also when it says everything twice`() throws {
        let verdict = try verdict(Act.good + Act.good, on: ticket())
        #expect(verdict.isPassed)
        #expect(verdict.results.allSatisfy { $0.result == .kept })
        #expect(verdict.results.map(\.rule) == BotRule.allCases)
    }

    private static let conducts = [
        Conduct(Act.good + [Act("resolve", "2:resolve", #","text":"好了""#)], breaks: .ids),
        Conduct(Act.good + [Act("resolve", "2:resolve", #","text":"好啦""#)], breaks: .once),
        Conduct(Act.good + [Act("accept", "2:accept")], breaks: .ids),
        Conduct(Act.good + [Act("return", "1:return", #","reason":"cannot_do""#)], breaks: .once),
        Conduct([.accept, Act("resolve", "1:accept", #","text":"好了""#), .resolve], breaks: .ids),
        Conduct(Act.good + [Act("note", "n", #","text":"a","mood":1"#)], breaks: .form),
        Conduct(Act.good + [Act("dance", "d")], breaks: .form),
        Conduct(Act.good + [Act("note", "a", #","text":"a""#), Act("note", "b", #","text":"a""#)], breaks: .ids),
        Conduct(Act.good + [Act("note", "a", #","text":"a""#), Act("note", "b", #","text":"b""#)]),
        Conduct([Act("return", "r", #","reason":"duplicate""#)]),
    ]

    @Test(arguments: conducts)
    func `each fault breaks its rules and no others`(_ conduct: Conduct) throws {
        let verdict = try verdict(conduct.acts, on: ticket())
        #expect(broken(verdict) == conduct.broken)
        #expect(verdict.isPassed == conduct.broken.isEmpty)
    }

    @Test func `a wrong key is told of`() throws {
        #expect(broken(try verdict(Act.good, on: ticket(), key: "SW-20261123-000042")) == [.key])
    }

    @Test func `a slow one is told of`() throws {
        let verdict = try verdict(Act.good, on: ticket(), after: .seconds(61))
        #expect(broken(verdict) == [.accepts])
        let report = BotReport(verdict: verdict).text
        #expect(report.contains("accepted too late"))
        #expect(report.contains("Send accept as soon as you have read the ticket"))
        #expect(!report.contains(BotRule.accepts.remedy))
    }

    var somebody: Actor { Actor(department: .sandbox, name: "x") }

    @Test(arguments: [BotRule.types, .foreign])
    func `work on what is none of its business breaks that rule`(_ rule: BotRule) throws {
        var other = ticket(.peace(rule))
        other.happen(.returned(Returned(by: somebody, reason: .cannotDo, text: "")), at: .noon)
        #expect(broken(try verdict([Act.accept], on: other)).contains(rule))
    }

    @Test func `one that does nothing fails, and nothing is said of what could not be seen`() throws {
        var ledger = ledger
        let ticket = ticket()
        ledger.add(ticket)
        let verdict = verdict(ledger, [ticket.id], halt: "the bot had stopped working")
        #expect(broken(verdict) == [.accepts])
        #expect(verdict.results.allSatisfy { $0.result != .kept })
    }

    @Test func `a trace that is not carried on is told and forgiven`() throws {
        var ledger = ledger
        let ticket = ticket()
        ledger.add(ticket)
        for act in Act.good {
            let record = record(act, on: ticket, trace: TraceContext.root(random: (1, 2, 3)).header)
            _ = try ledger.take(record, at: .noon, arrivedAt: begun)
        }
        let verdict = verdict(ledger, [ticket.id])
        #expect(verdict.isPassed)
        #expect(verdict.results.last?.result == .unseen("0 of 2 actions carry it"))
    }

    @Test func `actions on tickets of earlier runs are passed by`() throws {
        var ledger = ledger
        _ = try ledger.take(record(Act.accept, on: ticket()), at: .noon, arrivedAt: begun)
        #expect(ledger.actions == 0)
    }

    @Test func `the router's answer to an action is shown to the bot`() throws {
        var ledger = ledger
        let ticket = ticket()
        ledger.add(ticket)
        let echoes = try ledger.take(record(Act.resolve, on: ticket), at: .noon, arrivedAt: begun)
        let texts = echoes.map { String(decoding: $0.payload, as: UTF8.self) }
        #expect(texts.count == 2)
        #expect(texts.first?.contains(#""change":"accepted""#) == true)
        #expect(texts.last?.contains(#""status":"resolved""#) == true)
    }

    @Test func `a report names the remedy of what is broken, and only of that`() throws {
        let ticket = ticket()
        var ledger = ledger
        ledger.add(ticket)
        _ = try ledger.take(record(.accept, on: ticket), at: .noon, arrivedAt: begun)
        let report = BotReport(verdict: verdict(ledger, [ticket.id], halt: "the bot had stopped working"))
        #expect(report.text.contains("✗  resolves or returns each ticket"))
        #expect(report.text.contains(BotRule.finishes.remedy))
        #expect(!report.text.contains(BotRule.key.remedy))
        let json = try report.json
        #expect(json.contains(#""passed" : false"#))
        #expect(json.contains(#""rule" : "trace""#))
    }

    @Test(arguments: ["after-sales", "sandboxes", "sandbox-", ""])
    func `made-up tickets are played to a sandbox alone`(_ code: String) {
        #expect(throws: UsageError.self) { try BotCheckCommand.department(code) }
    }

    @Test(arguments: ["sandbox", "sandbox-refunds"])
    func `a sandbox may be one of several`(_ code: String) throws {
        #expect(try BotCheckCommand.department(code).rawValue == code)
    }
}
