import HTTP
import Testing

@testable import Shouwen

@Suite("The health check")
struct HealthcheckTests {
    private func ask(_ url: String) async throws -> String {
        try await HealthcheckCommand.ask(url, timeout: .seconds(60))
    }

    @Test(arguments: [
        ("0.0.0.0:9090", "127.0.0.1:9090"), ("[::]:9090", "[::1]:9090"), ("10.0.0.7:80", "10.0.0.7:80"),
        ("127.0.0.1:9101", "127.0.0.1:9101"),
    ])
    func `asks beside the service, wherever it listens`(listens: String, asked: String) {
        #expect(HealthcheckCommand.near(listens) == asked)
    }

    @Test func `passes when the service says that it is well, and repeats what is not well otherwise`() async throws {
        let server = try HTTPServer(
            address: "127.0.0.1:0",
            routes: [
                Route(.get, "/livez") { _ in .text("alive\n") },
                Route(.get, "/readyz") { _ in .text("not ready: stopping\n", status: 503) },
            ]
        )
        try server.start()
        let url = "http://127.0.0.1:\(server.port)"
        #expect(try await ask("\(url)/livez") == "alive")
        let ill = await #expect(throws: Unhealthy.self) { try await ask("\(url)/readyz") }
        #expect(ill?.description == "\(url)/readyz answers 503: not ready: stopping")
        await server.stop(grace: .seconds(1))
        await #expect(throws: Unhealthy.self) { try await ask("\(url)/livez") }
    }
}
