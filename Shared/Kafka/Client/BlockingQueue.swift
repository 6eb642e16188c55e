internal import Dispatch

/// A queue of its own for calls that block, so that no thread of the cooperative pool ever waits for a broker.
struct BlockingQueue: Sendable {
    private let queue: DispatchQueue

    init(_ label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Does the work after whatever was asked before, and suspends the caller meanwhile.
    func run<R: Sendable>(_ work: @escaping @Sendable () throws(KafkaError) -> R) async throws(KafkaError) -> R {
        let result: Result<R, KafkaError> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }

    /// Does the work at some time, for those who can no longer wait.
    func later(_ work: @escaping @Sendable () -> Void) {
        queue.async(execute: work)
    }
}
