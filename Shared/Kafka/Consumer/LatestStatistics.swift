import Synchronization

/// Keeps the newest statistics for whoever asks.
final class LatestStatistics: Sendable {
    private let value = Mutex<KafkaStatistics?>(nil)

    func set(_ statistics: KafkaStatistics) {
        value.withLock { $0 = statistics }
    }

    func get() -> KafkaStatistics? {
        value.withLock { $0 }
    }
}
