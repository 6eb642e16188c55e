import Glibc
import HTTP
import Testing

@Suite("HTTP server, starting", .timeLimit(.minutes(1)))
struct StartTests {
    private func server(_ address: String, _ routes: [Route] = []) throws -> HTTPServer {
        try HTTPServer(address: address, routes: routes)
    }

    @Test func `an address in use is told by name`() async throws {
        let first = try server(ownAddress(0) + ":0")
        try first.start()
        let address = "\(ownAddress(0)):\(first.port)"
        #expect(throws: HTTPServerError.addressInUse(address)) { try server(address).start() }
        await first.stop()
        let second = try server(address)
        try second.start()
        await second.stop()
    }

    @Test(arguments: [
        "", "8080", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "::1:8080", "[::1]", "no.such.invalid:80",
    ])
    func `a malformed address is refused`(address: String) throws {
        #expect(throws: HTTPServerError.badAddress(address)) { try server(address).start() }
    }

    /// Machines without IPv6 have only the first family.
    private static let places =
        [("127.0.0.1:0", "127.0.0.1"), ("localhost:0", "localhost"), (":0", "127.0.0.1")]
        + (unsafe access("/proc/net/if_inet6", F_OK) == 0 ? [("[::1]:0", "[::1]"), (":0", "[::1]")] : [])

    @Test(arguments: places)
    func `both families and all addresses can be listened on`(address: String, host: String) async throws {
        let route = Route(.get, "/peer") { .text($0.peer) }
        let server = try server(address, [route])
        try server.start()
        let client = HTTPClient(policy: .any)
        let response = try await client.send(ClientRequest(.get, "http://\(host):\(server.port)/peer"))
        #expect(["127.0.0.1", "::1"].contains(String(decoding: response.body, as: UTF8.self)))
        await client.close()
        await server.stop()
    }

    @Test(arguments: ["", "tickets", "/a{b}", "/{}", "/{a...}/b", "/{a"])
    func `a malformed pattern is refused`(pattern: String) throws {
        #expect(throws: HTTPServerError.badPattern(pattern)) {
            try server("127.0.0.1:0", [Route(.get, pattern) { _ in .empty() }])
        }
    }

    @Test func `a route that is there twice is refused`() throws {
        let routes = ["/a/{b}", "/a/{c}"].map { Route(.get, $0) { _ in .empty() } }
        #expect(throws: HTTPServerError.duplicateRoute("GET /a/{c}")) { try server("127.0.0.1:0", routes) }
    }

    @Test func `words come before names and names before the rest`() async throws {
        let patterns = ["/{all...}", "/a/{name}", "/a/word", "/a/{name}/more"]
        let routes = patterns.map { pattern in
            Route(.get, pattern) { .text("\(pattern) \($0.parameters.values.joined())") }
        }
        let expected = [
            "/a/word": "/a/word ", "/a/x": "/a/{name} x", "/a/x/more": "/a/{name}/more x", "/b/c/d": "/{all...} b/c/d",
            "/": "/{all...} ",
        ]
        try await serving(routes) { server in
            let client = try RawClient(port: server.port)
            for (path, body) in expected {
                await client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.answer().body == body)
            }
            await client.send("GET /b/..%2Fsecret HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.answer().status == 404)
        }
    }
}
