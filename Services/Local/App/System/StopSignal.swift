import Dispatch
import Glibc
import Synchronization

/// Tells when somebody wants us to stop: Ctrl-C, SIGTERM, or a part of ours that cannot go on.
final class StopSignal: Sendable {
    /// Who asked.
    enum Cause: Sendable {
        case signal, failed
    }

    private let stream: AsyncStream<Cause>
    private let source: AsyncStream<Cause>.Continuation
    private let isStopping = Mutex(false)
    private nonisolated(unsafe) let listeners: [any DispatchSourceSignal]

    init() {
        (stream, source) = AsyncStream.makeStream()
        // Nobody touches the listeners again; they only have to live as long as this.
        unsafe listeners = [SIGINT, SIGTERM, SIGHUP].map {
            DispatchSource.makeSignalSource(signal: $0, queue: .global())
        }
        for listener in unsafe listeners {
            listener.setEventHandler { [weak self] in self?.fire(.signal) }
            listener.resume()
        }
    }

    func fire(_ cause: Cause) {
        let isSecond = isStopping.withLock { isStopping in
            defer { if cause == .signal { isStopping = true } }
            return isStopping && cause == .signal
        }
        // The processes are bound to our life: they end with us.
        if isSecond { _exit(130) }
        source.yield(cause)
    }

    func next() async -> Cause {
        var iterator = stream.makeAsyncIterator()
        return await iterator.next() ?? .signal
    }
}
