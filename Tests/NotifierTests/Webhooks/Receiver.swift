import Crypto
import HTTP
import Synchronization

/// A system that is told by webhook: it answers as a test says and keeps what it was sent.
final class Receiver: Sendable {
    static let key = Array("0123456789abcdef0123456789abcdef".utf8)
    static let secret = "whsec_" + Base64.encode(key)

    private struct State {
        var script: [Response]
        var requests: [Request] = []
        var running = 0
        var most = 0
        var isHolding: Bool
        var held: [CheckedContinuation<Void, Never>] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    private init(_ script: [Response], isHolding: Bool) {
        state = Mutex(State(script: script, isHolding: isHolding))
    }

    /// Runs a test with a receiver that gives these answers in turn and 204 after the last; one that is holding lets
    /// requests wait until it is told to go on.
    static func answering(
        _ script: [Response] = [],
        isHolding: Bool = false,
        _ body: (Receiver, _ url: String) async throws -> Void
    ) async throws {
        let receiver = Receiver(script, isHolding: isHolding)
        let routes = ["/hook", "/elsewhere"].map { path in Route(.post, path) { await receiver.answer($0) } }
        let server = try HTTPServer(address: "127.0.0.1:0", routes: routes)
        try server.start()
        do {
            try await body(receiver, "http://127.0.0.1:\(server.port)/hook")
        } catch {
            receiver.goOn()
            await server.stop(grace: .seconds(1))
            throw error
        }
        receiver.goOn()
        await server.stop(grace: .seconds(1))
    }

    var requests: [Request] { state.withLock(\.requests) }
    var ids: [String] { requests.compactMap { $0.headers["webhook-id"] } }
    /// The most requests it had in hand at once.
    var most: Int { state.withLock(\.most) }

    /// Returns when this many requests have come.
    func has(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.requests.count < count { state.waiting.append((count, continuation)) }
                return state.requests.count >= count
            }
            if isThere { continuation.resume() }
        }
    }

    func goOn() {
        let held = state.withLock { state in
            state.isHolding = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    private func answer(_ request: Request) async -> Response {
        let (response, told) = take(request)
        for continuation in told { continuation.resume() }
        await holdOn()
        state.withLock { $0.running -= 1 }
        return response
    }

    private func take(_ request: Request) -> (Response, told: [CheckedContinuation<Void, Never>]) {
        state.withLock { state in
            state.requests.append(request)
            state.running += 1
            state.most = max(state.most, state.running)
            let told = state.waiting.filter { $0.count <= state.requests.count }.map(\.continuation)
            state.waiting.removeAll { $0.count <= state.requests.count }
            return (state.script.isEmpty ? .empty() : state.script.removeFirst(), told)
        }
    }

    private func holdOn() async {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                if state.isHolding { state.held.append(continuation) }
                return state.isHolding
            }
            if !isHeld { continuation.resume() }
        }
    }
}
