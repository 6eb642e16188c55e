internal import Synchronization

/// The sending end of a stream of server-sent events, bounded: a client too slow to take them is let go.
///
/// Made by a handler, returned as `.events(stream)`, and then fed from anywhere until `finish()`.
package final class EventStream: Sendable {
    /// What connects the stream with the connection that carries it.
    struct Link: Sendable {
        let connection: MHDConnection
        /// Shuts the socket down, which ends a write that blocks.
        let cut: @Sendable () -> Void
    }

    private struct State {
        var buffer = EventBuffer()
        var link: Link?
        var isWaiting = false
        var isFinished = false
        var isClosed = false
        var onClose: [@Sendable () -> Void] = []
    }

    private let capacity: Int
    private let state: Mutex<State>

    /// The capacity is the number of bytes that may wait for the client.
    package init(capacity: Int = 64 * 1024, onClose: (@Sendable () -> Void)? = nil) {
        self.capacity = capacity
        state = Mutex(State(onClose: onClose.map { [$0] } ?? []))
    }

    deinit {
        for action in state.withLock({ $0.onClose }) { action() }
    }

    package var isClosed: Bool { state.withLock(\.isClosed) }

    /// Runs an action once, when the stream has ended for whatever reason: finished, client gone, client too slow.
    package func onClose(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            if !state.isClosed { state.onClose.append(action) }
            return state.isClosed
        }
        if isLate { action() }
    }

    /// Sends one event; `false` means the stream is closed, or is now because the client is too slow.
    @discardableResult
    package func send(id: String? = nil, event: String? = nil, data: String) -> Bool {
        push(EventText.event(id: id, name: event, data: data))
    }

    /// Sends a comment, which clients ignore: a heartbeat that keeps proxies from closing the connection.
    @discardableResult
    package func comment(_ text: String = "") -> Bool {
        push(EventText.comment(text))
    }

    /// Tells the client how long to wait before it connects again.
    @discardableResult
    package func retry(after delay: Duration) -> Bool {
        push(EventText.retry(milliseconds: delay.components.seconds * 1000))
    }

    /// Ends the stream after what was sent.
    package func finish() {
        state.withLock { state in
            state.isFinished = true
            Self.wake(&state)
        }
    }

    private func push(_ bytes: [UInt8]) -> Bool {
        let outcome = state.withLock { state in
            guard !state.isClosed, !state.isFinished else { return (sent: false, isTooSlow: false) }
            guard state.buffer.count + bytes.count <= capacity else { return (sent: false, isTooSlow: true) }
            state.buffer.append(bytes)
            Self.wake(&state)
            return (sent: true, isTooSlow: false)
        }
        if outcome.isTooSlow { abort() }
        return outcome.sent
    }

    /// Resumes inside the lock: once `finish` returns, no other thread is about to touch the connection.
    private static func wake(_ state: inout State) {
        guard state.isWaiting else { return }
        state.isWaiting = false
        state.link?.connection.resume()
    }

    /// Ends the stream at once and drops what waits.
    func abort() {
        let link = state.withLock { state in
            state.isClosed = true
            state.buffer = EventBuffer()
            Self.wake(&state)
            return state.link
        }
        link?.cut()
        close()
    }

    /// Called before the answer is queued.
    func attach(_ link: Link) {
        state.withLock { $0.link = link }
    }

    /// Called on the server's thread for the next bytes; suspends the connection while there are none.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            if state.isClosed { return Self.endWithError }
            if state.buffer.count > 0 { return unsafe state.buffer.take(into: buffer) }
            if state.isFinished { return Self.endOfStream }
            state.isWaiting = true
            state.link?.connection.suspend()
            return 0
        }
    }

    /// Called when the answer is over and the connection may be gone.
    func detach() {
        state.withLock { state in
            state.link = nil
            state.isWaiting = false
        }
        close()
    }

    private func close() {
        let actions = state.withLock { state in
            state.isClosed = true
            state.buffer = EventBuffer()
            defer { state.onClose = [] }
            return state.onClose
        }
        for action in actions { action() }
    }

    private static let endOfStream = -1  // MHD_CONTENT_READER_END_OF_STREAM
    private static let endWithError = -2  // MHD_CONTENT_READER_END_WITH_ERROR
}
