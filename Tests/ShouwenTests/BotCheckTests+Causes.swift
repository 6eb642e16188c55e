import Kafka
import TestKit
import Testing
import Tickets

@testable import Shouwen

/// What has one cause, what comes back, and what is not of this run.
extension BotCheckTests {
    @Test(arguments: [
        [], [Act("accept", "1", #","mood":1"#)], [.accept], [.accept, Act("resolve", "1:accept", #","text":"好了""#)],
    ])
    func `what comes of one cause is one fault, and the rest is not judged`(_ acts: [Act]) throws {
        let cause: BotRule =
            switch acts.count {
            case 0: .accepts
            case 1: acts[0].more.isEmpty ? .finishes : .form
            default: .ids
            }
        var ledger = ledger
        let ticket = ticket()
        ledger.add(ticket)
        for act in acts { _ = try ledger.take(record(act, on: ticket), at: .noon, arrivedAt: begun) }
        let verdict = verdict(ledger, [ticket.id], halt: "the bot had stopped working")
        #expect(broken(verdict) == [cause])
        let unjudged = verdict.results.filter { $0.result != .kept && $0.rule != cause && $0.rule != .trace }
        #expect(unjudged.count >= 7)
        for (rule, result) in unjudged {
            guard case .unseen(let reason) = result else { continue }
            #expect(reason.hasPrefix("not judged: "), "\(rule): \(reason)")
        }
    }

    @Test func `ids that are used up when a ticket comes back are told of, and are no fault of the ids before`() throws
    {
        var ledger = ledger
        let ticket = ticket()
        ledger.add(ticket)
        ledger.happen(.returned(Returned(by: somebody, reason: .cannotDo, text: "")), to: ticket.id, at: .noon)
        for act in Act.good { _ = try ledger.take(record(act, on: ticket), at: .noon, arrivedAt: begun) }
        #expect(ledger.faults.isEmpty)
        ledger.happen(.routed(.inSandbox(to: .sandbox, handOff: 2)), to: ticket.id, at: .noon)
        _ = try ledger.take(record(.accept, on: ticket), at: .noon, arrivedAt: begun)
        #expect(ledger.tickets[ticket.id]?.dropped == "1:accept")
        _ = try ledger.take(
            record(Act("resolve", "2:resolve", #","text":"好了""#), on: ticket),
            at: .noon,
            arrivedAt: begun
        )
        #expect(ledger.tickets[ticket.id]?.isWorkDone == true)
        #expect(ledger.faults.isEmpty)
    }

    @Test func `a ticket that comes back and is left undone is told of`() throws {
        var ledger = ledger
        let (done, back) = (ticket(), ticket())
        ledger.add(done)
        ledger.add(back)
        for act in Act.good { _ = try ledger.take(record(act, on: done), at: .noon, arrivedAt: begun) }
        let groups = BotVerdict.Groups(ordinary: [done.id], handedAgain: [back.id])
        let verdict = BotVerdict(ledger, groups, acceptWithin: .seconds(60))
        #expect(broken(verdict) == [.handOff])
        #expect(BotReport(verdict: verdict).text.contains("<ticket>:<hand_off>:<verb>"))
    }

    @Test func `a partition that is not the key's is told of, with the partitioner as the remedy`() throws {
        var ledger = SandboxLedger(.sandbox, partitions: 3)
        let ticket = ticket()
        ledger.add(ticket)
        var right = record(.accept, on: ticket)
        let partition = Partitioner.murmur2(Array(ticket.id.description.utf8), of: 3)
        right = Record(topic: right.topic, partition: partition, offset: 7, key: right.key, value: right.value)
        _ = try ledger.take(right, at: .noon, arrivedAt: begun)
        #expect(ledger.faults.isEmpty)
        let wrong = record(Act.good[1], on: ticket)
        _ = try ledger.take(
            Record(topic: wrong.topic, partition: (partition + 1) % 3, offset: 8, key: wrong.key, value: wrong.value),
            at: .noon,
            arrivedAt: begun
        )
        let verdict = verdict(ledger, [ticket.id])
        #expect(broken(verdict) == [.key])
        #expect(BotReport(verdict: verdict).text.contains("partitioner=murmur2_random"))
    }

    @Test(arguments: [true, false])
    func `what is no action counts unless it is about a ticket of another run`(_ isOurs: Bool) throws {
        var ledger = ledger
        let ticket = ticket()
        if isOurs { ledger.add(ticket) }
        _ = try ledger.take(record(Act("dance", "d"), on: ticket), at: .noon, arrivedAt: begun)
        #expect((ledger.faults[.form] != nil) == isOurs)
        #expect(ledger.actions == (isOurs ? 1 : 0))
        let nobodys = Record(topic: "department.sandbox.actions", partition: 0, offset: 9, key: nil, value: [0xFF])
        _ = try ledger.take(nobodys, at: .noon, arrivedAt: begun)
        #expect(ledger.faults[.form]?.last?.what == "partition 0, offset 9: the value is not JSON")
    }
}
