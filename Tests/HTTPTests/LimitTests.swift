import Glibc
import HTTP
import Testing

@Suite("HTTP server, limits", .timeLimit(.minutes(1)))
struct LimitTests {
    @Test func `a head beyond all measure is answered by the library and the connection closed`() async throws {
        try await serving([hello]) { server in
            let client = try RawClient(port: server.port)
            let value = String(repeating: "a", count: 200_000)
            await client.send("GET /hello/a HTTP/1.1\r\nHost: a\r\nX: \(value)\r\n\r\n")
            #expect(await client.rest() != nil, "the connection stayed open")
        }
    }

    @Test func `a client that does not take its answer is cut`() async throws {
        var limits = HTTPLimits()
        limits.sending = .milliseconds(300)
        let size = 20_000_000
        let route = Route(.get, "/big") { _ in Response(status: 200, body: [UInt8](repeating: 0x61, count: size)) }
        try await serving([route], limits: limits) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 4096)
            await client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
            let start = ContinuousClock.now
            await server.stop(grace: .seconds(20))
            #expect(ContinuousClock.now - start < .seconds(15), "the server waited until its grace was over")
            #expect(try #require(await client.rest()).utf8.count < size)
        }
    }

    @Test func `a connection over the limit waits until another one ends`() async throws {
        var limits = HTTPLimits()
        limits.connections = 2
        limits.receiving = .seconds(60)  // no deadline wakes the server
        try await serving([hello], limits: limits) { server in
            let first = try RawClient(port: server.port)
            let second = try RawClient(port: server.port)
            let third = try RawClient(port: server.port)
            let request = "GET /hello/you HTTP/1.1\r\nHost: a\r\n\r\n"
            for client in [first, second] {
                await client.send(request)
                _ = try await client.answer()
            }
            await third.send(request)
            first.hangUp()
            #expect(try await third.answer().status == 200)
        }
    }

    @Test func `a client that asks first is told to go on, or why not`() async throws {
        try await serving([echo]) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try await client.answer().status == 100)
            await client.send("ab")
            #expect(try await client.answer().body == "ab")
            await client.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 900000\r\n\r\n"
            )
            #expect(try await client.answer().status == 413)
        }
    }

    /// In a process of its own, because other tests open descriptors too.
    @Test func `starting, serving and stopping leaves no descriptor open`() async {
        await #expect(processExitsWith: .success) {
            func round() async throws {
                let stream = EventStream()
                let events = Route(.get, "/events") { _ in .events(stream) }
                let server = try HTTPServer(address: "127.0.0.1:0", routes: [hello, events])
                try server.start()
                let client = HTTPClient(policy: .any)
                _ = try await client.send(ClientRequest(.get, "http://127.0.0.1:\(server.port)/hello/a"))
                let raw = try RawClient(port: server.port)
                await raw.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try await raw.read { $0.hasSuffix("\r\n\r\n") }
                await client.close()
                await server.stop()
            }
            func openDescriptors() -> Int { (0..<1024).filter { fcntl($0, F_GETFD) >= 0 }.count }
            try await round()
            let before = openDescriptors()
            for _ in 0..<10 { try await round() }
            // A thread that has ended may still be about to close its epoll set.
            let deadline = ContinuousClock.now + .seconds(5)
            while openDescriptors() > before, .now < deadline { await Task.yield() }
            guard openDescriptors() <= before else { throw RawClient.Failure(reason: "descriptors stay open") }
        }
    }
}
