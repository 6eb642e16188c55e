import HTTP
import Testing

@Suite("HTTP client", .timeLimit(.minutes(1)))
struct ClientTests {
    /// Runs a server and a client with a policy for the length of a test.
    private func calling<Result>(
        _ routes: [Route],
        policy: AddressPolicy = .any,
        _ body: (HTTPClient, _ base: String) async throws -> Result
    ) async throws -> Result {
        try await serving(routes) { server in
            let client = HTTPClient(policy: policy, userAgent: "tests")
            defer { withExtendedLifetime(client) {} }
            let result = try await body(client, "http://127.0.0.1:\(server.port)")
            await client.close()
            return result
        }
    }

    private let mirror = [HTTPMethod.post, .put, .patch, .delete].map { method in
        Route(method, "/mirror") { request in
            let type = request.headers["Content-Type"] ?? "none"
            let text = "\(request.method.rawValue) \(type) \(request.headers["User-Agent"] ?? "") "
            return Response(status: 201, headers: ["X-Odd": "a: b"], body: Array(text.utf8) + request.body)
        }
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch, .delete])
    func `a request goes out with its method, headers and body`(method: HTTPMethod) async throws {
        try await calling(mirror) { client, base in
            let request = ClientRequest(
                method,
                base + "/mirror",
                headers: ["Content-Type": "application/json", "X-Empty": ""],
                body: Array("{\0}".utf8)
            )
            let response = try await client.send(request)
            #expect(response.status == 201 && response.headers["x-odd"] == "a: b")
            #expect(String(decoding: response.body, as: UTF8.self) == "\(method.rawValue) application/json tests {\0}")
        }
    }

    @Test func `an empty POST has no content type of its own`() async throws {
        try await calling(mirror) { client, base in
            let response = try await client.send(ClientRequest(.post, base + "/mirror"))
            #expect(String(decoding: response.body, as: UTF8.self) == "POST none tests ")
        }
    }

    @Test func `GET and HEAD`() async throws {
        try await calling([hello]) { client, base in
            #expect(try await client.send(ClientRequest(.get, base + "/hello/a")).body == Array("hello a".utf8))
            let head = try await client.send(ClientRequest(.head, base + "/hello/a"))
            #expect(head.body.isEmpty && head.headers["Content-Length"] == "7")
            #expect(try await client.send(ClientRequest(.get, base + "/nothing")).status == 404)
        }
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch])
    func `a body goes out once, also when a kept connection breaks under it`(method: HTTPMethod) async throws {
        let server = try BreakingServer()
        let client = HTTPClient(policy: .any)
        func send(_ text: String) async throws(HTTPClientError) -> Int {
            let url = "http://127.0.0.1:\(server.port)/"
            return try await client.send(ClientRequest(method, url, body: Array(text.utf8))).status
        }
        #expect(try await send("first") == 200)
        await #expect(throws: HTTPClientError.broken("it ended before the answer")) { try await send("second") }
        #expect(server.arrivals.value == ["first", "second"])
        // The next has a connection of its own.
        #expect(try await send("third") == 200)
        #expect(server.arrivals.value == ["first", "second", "third"])
        await client.close()
        server.stop()
    }

    @Test func `what has no body is asked for again when a kept connection breaks`() async throws {
        let server = try BreakingServer()
        let client = HTTPClient(policy: .any)
        for _ in 0..<2 {
            #expect(try await client.send(ClientRequest(.get, "http://127.0.0.1:\(server.port)/")).status == 200)
        }
        #expect(server.arrivals.value.count == 3)
        await client.close()
        server.stop()
    }

    @Test func `a large body goes out whole`() async throws {
        try await calling(mirror) { client, base in
            let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
            let response = try await client.send(
                ClientRequest(.post, base + "/mirror", body: body, maxResponse: 1_000_000)
            )
            let isWhole = response.body.suffix(body.count).elementsEqual(body)
            #expect(isWhole, "\(response.status), \(response.body.count) bytes")
        }
    }

    @Test func `many requests run at once`() async throws {
        try await calling([hello]) { client, base in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<200 {
                    group.addTask { try await client.send(ClientRequest(.get, "\(base)/hello/\(number)")).status }
                }
                for try await status in group { #expect(status == 200) }
            }
        }
    }

    @Test func `a redirect is an answer`() async throws {
        let reached = Signal()
        let routes = [
            Route(.get, "/from") { _ in .seeOther("/to") },
            Route(.get, "/to") { _ in
                reached.fire()
                return .empty()
            },
        ]
        try await calling(routes) { client, base in
            let response = try await client.send(ClientRequest(.get, base + "/from"))
            #expect(response.status == 303 && response.headers["Location"] == "/to")
        }
        #expect(reached.count == 0)
    }

    @Test func `an answer over the limit is cut`() async throws {
        let route = Route(.get, "/big/{size}") { request in
            Response(status: 200, body: [UInt8](repeating: 1, count: Int(request.parameters["size"] ?? "") ?? 0))
        }
        try await calling([route]) { client, base in
            let largest = try await client.send(ClientRequest(.get, base + "/big/65536"))
            #expect(largest.body.count == 65536)
            await #expect(throws: HTTPClientError.tooLarge(status: 200, limit: 65536)) {
                try await client.send(ClientRequest(.get, base + "/big/65537"))
            }
        }
    }

    @Test func `an answer that does not come in time is given up`() async throws {
        let go = Signal()
        let route = Route(.get, "/wait") { _ in
            await go.wait()
            return .empty()
        }
        try await calling([route]) { client, base in
            await #expect(throws: HTTPClientError.timeout) {
                try await client.send(ClientRequest(.get, base + "/wait", timeout: .milliseconds(200)))
            }
            go.fire()
        }
    }

    @Test func `a cancelled task takes its request back`() async throws {
        let arrived = Signal()
        let go = Signal()
        let route = Route(.get, "/wait") { _ in
            arrived.fire()
            await go.wait()
            return .empty()
        }
        try await calling([route]) { client, base in
            let task = Task { try await client.send(ClientRequest(.get, base + "/wait")) }
            await arrived.wait()
            task.cancel()
            await #expect(throws: HTTPClientError.cancelled) { try await task.value }
            let cancelled = Signal()
            let early = Task {
                await cancelled.wait()
                return try await client.send(ClientRequest(.get, base + "/wait"))
            }
            early.cancel()
            cancelled.fire()
            await #expect(throws: HTTPClientError.cancelled) { try await early.value }
            go.fire()
        }
    }

    @Test func `closing ends what runs and refuses what comes`() async throws {
        let arrived = Signal()
        let go = Signal()
        let route = Route(.get, "/wait") { _ in
            arrived.fire()
            await go.wait()
            return .empty()
        }
        try await calling([route]) { client, base in
            let task = Task { try await client.send(ClientRequest(.get, base + "/wait")) }
            await arrived.wait()
            await client.close()
            await #expect(throws: HTTPClientError.closed) { try await task.value }
            await #expect(throws: HTTPClientError.closed) { try await client.send(ClientRequest(.get, base)) }
            await client.close()
            go.fire()
        }
    }

    @Test func `a server that hangs up breaks the request`() async throws {
        let server = try HTTPServer(address: ownAddress(2) + ":0", routes: [hello])
        try server.start()
        let port = server.port
        let client = HTTPClient(policy: .any)
        await server.stop()
        await #expect(throws: HTTPClientError.connect) {
            try await client.send(ClientRequest(.get, "http://\(ownAddress(2)):\(port)/"))
        }
        let arrived = Signal()
        let go = Signal()
        let route = Route(.get, "/wait") { _ in
            arrived.fire()
            await go.wait()
            return .empty()
        }
        let other = try HTTPServer(address: "127.0.0.1:0", routes: [route])
        try other.start()
        let url = "http://127.0.0.1:\(other.port)/wait"
        let task = Task { try await client.send(ClientRequest(.get, url)) }
        await arrived.wait()
        await other.stop(grace: .zero)
        await #expect { try await task.value } throws: {
            if case .broken? = $0 as? HTTPClientError { true } else { false }
        }
        go.fire()
        await client.close()
    }
}
