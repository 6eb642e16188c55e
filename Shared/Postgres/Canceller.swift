import Dispatch
import Synchronization

internal import CLibPQ

/// Stops the statement a connection is running when its caller gives up, and never a later caller's.
final class Canceller: Sendable {
    private struct State {
        var request: CancelRequest?
        var running: Int?
        var wasUsed = false
        var tickets = 0
    }

    private let state = Mutex(State())

    /// Takes libpq's cancel request out of a fresh connection.
    func attach(_ handle: ConnectionHandle) {
        let request = CancelRequest(handle)
        state.withLock { $0.request = request }
    }

    func newTicket() -> Int {
        state.withLock {
            $0.tickets += 1
            return $0.tickets
        }
    }

    func begin(_ ticket: Int) {
        state.withLock { $0.running = ticket }
    }

    /// Answers whether a cancel request went out: it may still be on its way, so the session must not be used again.
    func end() -> Bool {
        state.withLock {
            $0.running = nil
            return $0.wasUsed
        }
    }

    /// Returns at once; the request, which blocks, leaves from another thread.
    func cancel(_ ticket: Int) {
        DispatchQueue.global().async { self.send(ticket) }
    }

    /// Holds the lock while sending, so that `end` waits and the next statement cannot be hit.
    private func send(_ ticket: Int) {
        state.withLock {
            guard $0.running == ticket, let request = $0.request else { return }
            $0.wasUsed = true
            request.send()
        }
    }
}

/// What libpq needs to reach a running statement.
///
/// Sendable because libpq never changes it after it was made, and allows `PQcancel` from any thread.
@safe
private final class CancelRequest: @unchecked Sendable {
    private let raw: OpaquePointer?

    init(_ handle: ConnectionHandle) {
        unsafe raw = unsafe PQgetCancel(handle.raw)
    }

    deinit {
        unsafe PQfreeCancel(raw)
    }

    func send() {
        var reason = [CChar](repeating: 0, count: 256)
        _ = unsafe PQcancel(raw, &reason, Int32(reason.count))
    }
}
