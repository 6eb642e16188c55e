import HTTP
import Testing

@testable import Bench

@Suite("Load", .timeLimit(.minutes(1))) struct LoadTests {
    @Test func `at a fixed rate uses each connection before the server gives it up`() async throws {
        var limits = HTTPLimits()
        limits.idle = .seconds(2)
        let route = Route(.post, "/v1/tickets") { _ in Response(status: 201) }
        let server = try HTTPServer(address: "127.0.0.1:0", routes: [route], limits: limits)
        try server.start()
        // Two connections could carry this; each of the eight comes up every 200 ms, for longer than a server waits.
        let load = Load(port: server.port, connections: 8, pace: .open(perSecond: 40), time: .seconds(4))
        let messages = try Messages(texts: ["我的包裹还没有到"], host: "127.0.0.1", token: "t", run: "load")
        let result = try await onThread { try load.run(messages) }
        #expect(result.accepted == 160)
        #expect(result.refused == [:])
        await server.stop(grace: .seconds(1))
    }
}
