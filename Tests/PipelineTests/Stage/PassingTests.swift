import Kafka
import Testing
import Tickets

@testable import Pipeline

@Suite("Events of no concern") struct PassingTests {
    private let start = ContinuousClock.now
    private let partition = TopicPartition("t", 0)
    private var passing = Passing(atMost: 100)

    private func id(_ ticket: UInt64) -> TicketID {
        TicketID(at: Instant(seconds: 1_795_406_400), random: (1, ticket))
    }

    /// The event with this seq of a ticket, at this offset; notes are of concern here, promises are not.
    private func letter(_ ticket: UInt64, _ seq: Int, _ type: EventType, offset: Int64) -> Letter {
        let headers = [Header("ce_id", "\(id(ticket)):\(seq)"), Header("ce_type", type.rawValue)]
        let record = Record(topic: "t", partition: 0, offset: offset, value: [1], headers: headers)
        return Letter(record, concerns: [EventType.noted.rawValue])
    }

    private func offsets(_ letters: [Letter]) -> [Int64] { letters.map(\.record.offset) }

    @Test mutating func `wait, and go with the next of their ticket that is of concern`() {
        #expect(
            offsets(
                passing.sort([letter(1, 1, .promised, offset: 10), letter(2, 1, .promised, offset: 11)], at: start)
            ) == []
        )
        #expect(passing.due == start + Passing.longest)
        let handled = passing.sort([letter(1, 2, .noted, offset: 12), letter(1, 3, .promised, offset: 13)], at: start)
        #expect(offsets(handled) == [10, 12, 13])
        #expect(passing.offsets(after: handled) == [partition: 11], "the second ticket's still waits")
        let rest = passing.sort([], at: start + Passing.longest)
        #expect(offsets(rest) == [11])
        #expect(passing.offsets(after: rest) == [partition: 14], "all that came is handled")
    }

    @Test mutating func `go when they have waited long enough`() {
        _ = passing.sort([letter(1, 1, .promised, offset: 10)], at: start)
        #expect(offsets(passing.sort([], at: start + Passing.longest - .milliseconds(1))) == [])
        #expect(offsets(passing.sort([], at: start + Passing.longest)) == [10])
        #expect(passing.due == nil)
    }

    @Test mutating func `go along with others of concern when they have waited long enough, and not before`() {
        _ = passing.sort([letter(1, 1, .promised, offset: 10)], at: start)
        let later = start + .milliseconds(500)
        _ = passing.sort([letter(2, 1, .promised, offset: 11), letter(1, 2, .promised, offset: 12)], at: later)
        #expect(offsets(passing.sort([letter(3, 1, .noted, offset: 13)], at: later)) == [13])
        // The first ticket's events go together, the second's wait on.
        let handled = passing.sort([letter(4, 1, .noted, offset: 14)], at: start + Passing.longest)
        #expect(offsets(handled) == [10, 12, 14])
        #expect(passing.due == later + Passing.longest)
    }

    @Test mutating func `gather a little longer where nothing of concern comes`() {
        _ = passing.sort([letter(1, 1, .promised, offset: 10)], at: start)
        let due = start + Passing.longest
        #expect(passing.sort([letter(2, 1, .promised, offset: 11)], at: due).isEmpty)
        let handled = passing.sort([letter(3, 1, .promised, offset: 12)], at: due + Passing.longest / 4)
        #expect(offsets(handled) == [10])
    }

    @Test mutating func `go when they become too many`() {
        passing = Passing(atMost: 2)
        #expect(passing.sort((1...2).map { letter($0, 1, .promised, offset: Int64($0)) }, at: start).isEmpty)
        #expect(offsets(passing.sort([letter(3, 1, .promised, offset: 3)], at: start)) == [1, 2, 3])
    }

    @Test mutating func `go before an event that does not say whose it is`() {
        _ = passing.sort([letter(1, 1, .promised, offset: 10)], at: start)
        let nameless = Letter(Record(topic: "t", partition: 0, offset: 11, value: [1]), concerns: [])
        #expect(offsets(passing.sort([nameless], at: start)) == [10, 11])
    }

    @Test mutating func `keep nothing while they wait but their place`() {
        _ = passing.sort([letter(1, 1, .promised, offset: 10)], at: start)
        let handled = passing.sort([letter(1, 2, .noted, offset: 11)], at: start)
        #expect(handled.map(\.record.value) == [nil, [1]])
        #expect(handled.map(\.place?.seq) == [1, 2])
    }
}
