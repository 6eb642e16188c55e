import Kafka
import Tickets

/// Keeps events of no concern for a moment, so that many of them are counted in one transaction.
///
/// Of a ticket's events most are of no concern to a stage, and they come one after another: counted as they come, each
/// would cost a write of its own. They go along with the next event of their ticket that is of concern, and with all
/// others after a second; what is kept is not stored as handled, so it comes again when this process ends before.
struct Passing {
    static let longest: Duration = .seconds(1)
    private let most: Int
    private var kept: [Letter] = []
    private var dueAt: ContinuousClock.Instant?
    /// The offset behind the last that came of each partition.
    private var ends: [TopicPartition: Int64] = [:]

    /// - Parameter most: how many are kept at most.
    init(atMost most: Int) {
        self.most = most
    }

    /// When those that are kept must be counted; nil while none are.
    var due: ContinuousClock.Instant? { dueAt }

    /// Takes what came, and gives what is to be handled now, each ticket's events in their order.
    mutating func sort(_ letters: [Letter], at now: ContinuousClock.Instant) -> [Letter] {
        for letter in letters { ends[letter.partition] = letter.record.offset + 1 }
        let pressing = letters.filter(\.isOfConcern)
        let isFull = kept.count + letters.count > most
        if isFull || dueAt.map({ $0 <= now }) ?? false || pressing.contains(where: { $0.place == nil }) {
            defer { (kept, dueAt) = ([], nil) }
            return kept + letters
        }
        let tickets = Set(pressing.compactMap { $0.place?.ticket })
        var (handled, waiting): ([Letter], [Letter]) = ([], [])
        for letter in kept + letters {
            guard let place = letter.place, !tickets.contains(place.ticket) else {
                handled.append(letter)
                continue
            }
            waiting.append(letter.placeOnly)
        }
        kept = waiting
        dueAt = waiting.isEmpty ? nil : dueAt ?? now + Self.longest
        return handled
    }

    /// Up to where everything is handled once `handled` is: in each partition to the first that is kept.
    func offsets(after handled: [Letter]) -> [TopicPartition: Int64] {
        var firsts: [TopicPartition: Int64] = [:]
        for letter in kept where firsts[letter.partition] == nil { firsts[letter.partition] = letter.record.offset }
        let partitions = Set(handled.map(\.partition))
        return ends.filter { partitions.contains($0.key) }
            .merging(firsts.filter { partitions.contains($0.key) }) { min($0, $1) }
    }
}
