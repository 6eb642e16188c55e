import HTTP
import Testing

@Suite("HTTP server, stopping", .timeLimit(.minutes(1)))
struct StopTests {
    @Test func `what runs is finished, what idles is closed`() async throws {
        let arrived = Signal()
        let go = Signal()
        let route = Route(.get, "/wait") { _ in
            arrived.fire()
            await go.wait()
            return .text("done")
        }
        let server = try HTTPServer(address: "127.0.0.1:0", routes: [route, hello])
        try server.start()
        let busy = try RawClient(port: server.port)
        let idle = try RawClient(port: server.port)
        await idle.send("GET /hello/you HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try await idle.answer()
        await busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
        await arrived.wait()
        async let stopped: Void = server.stop(grace: .seconds(20))
        #expect(await idle.rest()?.isEmpty == true)
        go.fire()
        let answer = try await busy.answer()
        #expect(answer.body == "done" && answer.header("Connection") == "close")
        await stopped
        #expect(server.port == 0)
    }

    @Test func `what does not finish within the grace is cut`() async throws {
        let arrived = Signal()
        let go = Signal()
        let late = Signal()
        let route = Route(.get, "/wait") { _ in
            arrived.fire()
            await go.wait()
            defer { late.fire() }
            return .text("too late")
        }
        let server = try HTTPServer(address: "127.0.0.1:0", routes: [route, echo])
        try server.start()
        let running = try RawClient(port: server.port)
        let sending = try RawClient(port: server.port)
        await sending.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
        await running.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
        await arrived.wait()
        await server.stop(grace: .milliseconds(100))
        #expect(await running.rest()?.isEmpty == true)
        #expect(await sending.rest()?.isEmpty == true)
        go.fire()
        await late.wait()
    }

    @Test func `a second stop waits for the first, and stopping what never started is nothing`() async throws {
        let server = try HTTPServer(address: "127.0.0.1:0", routes: [hello])
        await server.stop()
        #expect(throws: HTTPServerError.self) { try server.start() }
        let other = try HTTPServer(address: "127.0.0.1:0", routes: [hello])
        try other.start()
        async let one: Void = other.stop()
        async let two: Void = other.stop()
        _ = await (one, two)
        await other.stop()
    }

    @Test func `a stopped server refuses connections`() async throws {
        let server = try HTTPServer(address: ownAddress(1) + ":0", routes: [hello])
        try server.start()
        let port = server.port
        await server.stop()
        #expect(throws: RawClient.Failure.self) { try RawClient(host: ownAddress(1), port: port) }
    }
}
