import Synchronization

/// Keeps account of what a consumer hands out, and of what librdkafka says of it.
final class Handing: Sendable {
    private struct State {
        var handedOut = 0
        var isWaitedFor = false
        var latest: KafkaStatistics?
        /// The statistics were taken after the last record was handed out.
        var isFresh = false
    }

    private let state = Mutex(State())

    func begins() {
        state.withLock { $0.isWaitedFor = true }
    }

    func ends(with count: Int) {
        state.withLock { state in
            state.handedOut += count
            (state.isWaitedFor, state.isFresh) = (false, false)
        }
    }

    func receive(_ statistics: KafkaStatistics) {
        state.withLock { state in (state.latest, state.isFresh) = (statistics, true) }
    }

    var statistics: KafkaStatistics? {
        state.withLock { $0.latest }
    }

    var standing: ConsumerStanding {
        state.withLock { state in
            ConsumerStanding(
                handedOut: state.handedOut,
                isWaitedFor: state.isWaitedFor,
                statistics: state.isFresh ? state.latest : nil
            )
        }
    }
}
