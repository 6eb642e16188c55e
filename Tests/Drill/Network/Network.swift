import Foundation
import Glibc
import Synchronization

/// The wires between the services and what they depend on; each has a name, and any can be made bad.
final class Network: Sendable {
    /// What is wrong with a wire.
    struct Weather: Hashable, Sendable {
        /// How long each piece of data takes.
        var delay: Int32 = 0
        /// How many bytes travel at once; nil: as they come.
        var slice: Int?
        /// Nothing passes, and nobody is told.
        var isBlackhole = false
    }

    /// What to do with a statement that a client sends to PostgreSQL.
    enum Verdict: Sendable {
        case pass
        /// The server never sees it; `then` runs, and the connection is reset.
        case cut(then: @Sendable () -> Void)
        /// The server carries it out, but only so many bytes of its answer come back before `then` runs and the
        /// connection is reset.
        case cutAnswer(after: Int, then: @Sendable () -> Void)
    }

    /// Where a wire leads, and whether PostgreSQL is spoken on it.
    struct Wire: Sendable {
        let name: String
        let target: Int
        let isDatabase: Bool
    }

    typealias Judge = @Sendable (_ wire: String, _ statement: String) -> Verdict

    private struct State {
        var listeners: [Int32] = []
        var weather: [String: Weather] = [:]
        var calls: [Int: Call] = [:]
        var count = 0
        var judge: Judge?
    }

    private let state = Mutex(State())

    /// Lays a wire to a port of this machine, and answers the port at its near end.
    func lay(_ wire: Wire) throws -> Int {
        let (listener, port) = try Socket.listen()
        state.withLock { $0.listeners.append(listener) }
        Thread.detachNewThread {
            while let client = Socket.accept(listener) { self.take(client, wire) }
            close(listener)
        }
        return port
    }

    private func take(_ client: Int32, _ wire: Wire) {
        guard let server = Socket.connect(port: wire.target) else { return Socket.reset(client) }
        let call = Call(wire, client, server, in: self)
        let number = state.withLock { state in
            state.count += 1
            state.calls[state.count] = call
            return state.count
        }
        Thread.detachNewThread {
            call.run()
            _ = self.state.withLock { $0.calls.removeValue(forKey: number) }
        }
    }

    func weather(on wire: String) -> Weather { state.withLock { $0.weather[wire] ?? Weather() } }

    /// Lets wires of these names have this weather from now on.
    func set(_ weather: Weather?, on names: [String]) {
        let calls = state.withLock { state in
            for name in names { state.weather[name] = weather }
            return Array(state.calls.values)
        }
        for call in calls { call.wake() }
    }

    /// Resets every connection on these wires; answers how many there were.
    @discardableResult
    func reset(_ names: [String]) -> Int {
        let calls = state.withLock { $0.calls.values.filter { names.contains($0.wire.name) } }
        for call in calls { call.cut() }
        return calls.count
    }

    /// Asks `judge` about every statement from now on; nil: all pass.
    func judge(_ judge: Judge?) {
        state.withLock { $0.judge = judge }
    }

    func verdict(on wire: String, _ statement: String) -> Verdict {
        state.withLock { $0.judge }?(wire, statement) ?? .pass
    }

    /// Ends all wires.
    func end() {
        let (listeners, calls) = state.withLock { ($0.listeners, Array($0.calls.values)) }
        for listener in listeners { shutdown(listener, Int32(SHUT_RDWR)) }
        for call in calls { call.cut() }
    }
}
