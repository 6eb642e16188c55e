import Kafka
import Pipeline
import Tickets

/// What came of publishing some rows: which are done, which Kafka refuses for good, and whether some must be tried again.
struct Publication {
    private(set) var done: [Int] = []
    /// How many of the done ones are events of each type.
    private(set) var events: [EventType: Int] = [:]
    private(set) var refused: [(id: Int, reason: String)] = []
    /// The first failure that can pass; its lane stands still behind it, so that order holds.
    private(set) var failure: KafkaError?

    init(_ rows: [OutboxRow], _ deliveries: [Delivery]) {
        var stopped: Set<Int16> = []
        var refusedKeys: Set<[UInt8]> = []
        for (row, delivery) in zip(rows, deliveries) where !stopped.contains(row.lane) {
            switch delivery {
            case .acknowledged:
                done.append(row.id)
                if let type = row.type { events[type, default: 0] += 1 }
            case .failed where row.record.key.map(refusedKeys.contains) == true:
                // The producer held it back behind the refused one; its turn comes when that one is set aside.
                stopped.insert(row.lane)
            case .failed(let error, _) where Self.isFinal(error, row):
                refused.append((row.id, "\(error)"))
                if let key = row.record.key { refusedKeys.insert(key) }
            case .failed(let error, _):
                stopped.insert(row.lane)
                failure = failure ?? error
            }
        }
    }

    /// A message that is too big, or for a topic that nobody made, would block its lane for ever.
    ///
    /// `ticket.events` itself
    /// is waited for: everything depends on it, and a broker that is being set up does not have it yet.
    private static func isFinal(_ error: KafkaError, _ row: OutboxRow) -> Bool {
        !error.isRetriable && !error.isFatal
            && (row.record.topic != Topic.ticketEvents || error.name == "MSG_SIZE_TOO_LARGE")
    }
}
