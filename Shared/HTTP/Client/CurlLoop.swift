internal import CCurl
import Glibc
internal import Synchronization

/// The owner of a libcurl multi handle and of the thread that drives it.
///
/// `@unchecked Sendable` because the handle is used on that thread alone, except for the wake-up, which libcurl allows
/// on any thread and which the lock keeps away from a handle that is gone.
@safe final class CurlLoop: @unchecked Sendable {
    private typealias Continuation = CheckedContinuation<CurlJob.Answer, Never>

    private struct State {
        var arrivals: [(CurlJob, Continuation)] = []
        var isClosing = false
        var isOver = false
        var closers: [@Sendable () -> Void] = []
    }

    /// A transfer that the multi handle has.
    private struct Running {
        let transfer: CurlTransfer
        let continuation: Continuation
    }

    private let multi: UnsafeMutableRawPointer?
    private let settings: CurlTransfer.Settings
    private let state = Mutex(State())
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(settings: CurlTransfer.Settings) {
        self.settings = settings
        unsafe multi = Self.isReady ? curl_multi_init() : nil
        let isStarted = unsafe multi != nil && OwnThread.start { self.run() }
        if !isStarted { state.withLock { $0.isOver = true } }
    }

    func add(_ job: CurlJob, _ continuation: CheckedContinuation<CurlJob.Answer, Never>) {
        let isTaken = state.withLock { state in
            guard !state.isClosing, !state.isOver else { return false }
            state.arrivals.append((job, continuation))
            return true
        }
        if isTaken { wake() } else { continuation.resume(returning: .failure(.closed)) }
    }

    func wake() {
        state.withLock { state in
            if !state.isOver { _ = unsafe curl_multi_wakeup(multi) }
        }
    }

    func close(then done: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            state.isClosing = true
            if !state.isOver { state.closers.append(done) }
            return state.isOver
        }
        if isOver { done() } else { wake() }
    }

    // MARK: On the thread

    private func run() {
        var running: [Int: Running] = [:]
        while true {
            let (arrivals, isClosing) = state.withLock { state in
                defer { state.arrivals = [] }
                return (state.arrivals, state.isClosing)
            }
            for (job, continuation) in arrivals { begin(job, continuation, &running) }
            drop(from: &running, error: .cancelled) { $0.transfer.job.isCancelled }
            if isClosing { break }
            var count: Int32 = 0
            unsafe curl_multi_perform(multi, &count)
            finish(&running)
            unsafe curl_multi_poll(multi, nil, 0, 3_600_000, nil)
        }
        drop(from: &running, error: .closed) { _ in true }
        end()
    }

    private func begin(
        _ job: CurlJob,
        _ continuation: Continuation,
        _ running: inout [Int: Running]
    ) {
        do throws(HTTPClientError) {
            let transfer = try CurlTransfer(job, settings)
            unsafe curl_multi_add_handle(multi, transfer.handle)
            running[transfer.id] = Running(transfer: transfer, continuation: continuation)
        } catch {
            continuation.resume(returning: .failure(error))
        }
    }

    private func finish(_ running: inout [Int: Running]) {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            let code = unsafe message.pointee.data.result
            let id = unsafe Int(bitPattern: message.pointee.easy_handle)
            guard let done = running.removeValue(forKey: id) else { continue }
            unsafe curl_multi_remove_handle(multi, done.transfer.handle)
            done.continuation.resume(returning: done.transfer.answer(to: code))
        }
    }

    private func drop(
        from running: inout [Int: Running],
        error: HTTPClientError,
        where isDropped: (Running) -> Bool
    ) {
        for (id, one) in running where isDropped(one) {
            unsafe curl_multi_remove_handle(multi, one.transfer.handle)
            running[id] = nil
            one.continuation.resume(returning: .failure(error))
        }
    }

    private func end() {
        let (arrivals, closers) = state.withLock { state in
            state.isOver = true
            defer { (state.arrivals, state.closers) = ([], []) }
            return (state.arrivals, state.closers)
        }
        unsafe curl_multi_cleanup(multi)
        for (_, continuation) in arrivals { continuation.resume(returning: .failure(.closed)) }
        for done in closers { done() }
    }
}
