import Glibc
import HTTP
import Synchronization

/// Something a test waits for until it has happened as often as expected.
final class Signal: Sendable {
    private let state = Mutex<(count: Int, waiters: [(Int, CheckedContinuation<Void, Never>)])>((0, []))

    var count: Int { state.withLock { $0.count } }

    func fire() {
        let due = state.withLock { state in
            state.count += 1
            let count = state.count
            let due = state.waiters.filter { $0.0 <= count }
            state.waiters.removeAll { $0.0 <= count }
            return due
        }
        for (_, waiter) in due { waiter.resume() }
    }

    func wait(times: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isDue = state.withLock { state in
                if state.count < times { state.waiters.append((times, continuation)) }
                return state.count >= times
            }
            if isDue { continuation.resume() }
        }
    }
}

/// A value that several tasks put something into.
final class Box<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) {
        state = Mutex(value)
    }

    var value: Value { state.withLock { $0 } }

    func change(_ body: @Sendable (inout Value) -> Void) {
        state.withLock { body(&$0) }
    }
}

/// Runs a server for the length of a test.
func serving<Result>(
    _ routes: [Route],
    limits: HTTPLimits = HTTPLimits(),
    headers: HTTPHeaders = [:],
    observe: @escaping @Sendable (HTTPObservation) -> Void = { _ in },
    onError: @escaping @Sendable (any Error, Request) -> Problem? = { _, _ in nil },
    _ body: (HTTPServer) async throws -> Result
) async throws -> Result {
    let server = try HTTPServer(
        address: "127.0.0.1:0",
        routes: routes,
        limits: limits,
        headers: headers,
        observe: observe,
        onError: onError
    )
    try server.start()
    do {
        let result = try await body(server)
        await server.stop(grace: .seconds(1))
        return result
    } catch {
        await server.stop(grace: .zero)
        throw error
    }
}

/// An address of the loopback network that no other test and no other run uses, so that its ports stay free.
func ownAddress(_ number: Int32) -> String {
    let run = getpid()
    return "127.\(100 + number).\(run >> 8 & 0xFF).\(run & 0xFF)"
}

let echo = Route(.post, "/echo") { request in .text(String(decoding: request.body, as: UTF8.self)) }
let hello = Route(.get, "/hello/{name}") { request in .text("hello \(request.parameters["name"] ?? "?")") }
