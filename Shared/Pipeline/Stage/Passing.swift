import Kafka
import Tickets

/// Keeps events of no concern for a moment, so that many of them are counted in one transaction.
///
/// Of a ticket's events most are of no concern to a stage, and they come one after another: counted as they come, each
/// would cost a write of its own. They go along with the next event of their ticket that is of concern, and after a second
/// with any other: all of one second at once would hold up what comes just then. What is kept is not stored as handled, so
/// it comes again when this process ends before.
struct Passing {
    static let longest: Duration = .seconds(1)
    private typealias Kept = (letter: Letter, since: ContinuousClock.Instant)
    private let most: Int
    /// In the order in which they came.
    private var kept: [Kept] = []
    /// The offset behind the last that came of each partition.
    private var ends: [TopicPartition: Int64] = [:]

    /// - Parameter most: how many are kept at most.
    init(atMost most: Int) {
        self.most = most
    }

    /// When those that are kept must be counted; nil while none are.
    var due: ContinuousClock.Instant? { kept.first.map { $0.since + Self.longest } }

    /// Takes what came, and gives what is to be handled now, each ticket's events in their order.
    mutating func sort(_ letters: [Letter], at now: ContinuousClock.Instant) -> [Letter] {
        for letter in letters { ends[letter.partition] = letter.record.offset + 1 }
        let pressing = letters.filter(\.isOfConcern)
        let isIdle = letters.isEmpty && due.map { $0 <= now } ?? false
        if isIdle || kept.count + letters.count > most || pressing.contains(where: { $0.place == nil }) {
            defer { kept = [] }
            return kept.map(\.letter) + letters
        }
        let tickets = Set(pressing.compactMap { $0.place?.ticket }).union(ripe(at: now, isAlone: pressing.isEmpty))
        var handled: [Letter] = []
        var waiting: [Kept] = []
        for (letter, since) in kept + letters.map({ ($0, now) }) {
            guard let place = letter.place, !tickets.contains(place.ticket) else {
                handled.append(letter)
                continue
            }
            waiting.append((letter.placeOnly, since))
        }
        kept = waiting
        return handled
    }

    /// The tickets of which something has waited long enough; where it would go alone, more of them gather first.
    private func ripe(at now: ContinuousClock.Instant, isAlone: Bool) -> Set<TicketID> {
        guard let oldest = kept.first?.since, now - oldest >= Self.longest * (isAlone ? 5 : 4) / 4 else { return [] }
        return Set(kept.prefix { now - $0.since >= Self.longest }.compactMap { $0.letter.place?.ticket })
    }

    /// Up to where everything is handled once `handled` is: in each partition to the first that is kept.
    func offsets(after handled: [Letter]) -> [TopicPartition: Int64] {
        var firsts: [TopicPartition: Int64] = [:]
        for (letter, _) in kept where firsts[letter.partition] == nil {
            firsts[letter.partition] = letter.record.offset
        }
        let partitions = Set(handled.map(\.partition))
        return ends.filter { partitions.contains($0.key) }
            .merging(firsts.filter { partitions.contains($0.key) }) { min($0, $1) }
    }
}
