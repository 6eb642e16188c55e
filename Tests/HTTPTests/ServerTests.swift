import HTTP
import Testing

@Suite("HTTP server", .timeLimit(.minutes(1)))
struct ServerTests {
    @Test func `a route answers with what its handler returns`() async throws {
        try await serving([hello], headers: ["X-Frame-Options": "DENY"]) { server in
            let client = try RawClient(port: server.port)
            await client.send("GET /hello/%E4%BD%A0%2F?x=1 HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 200)
            #expect(answer.body == "hello 你/")
            #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
            #expect(answer.header("X-Frame-Options") == "DENY")
            #expect(answer.header("Date")?.hasSuffix("GMT") == true)
        }
    }

    @Test func `a handler sees method, query, headers, body and peer`() async throws {
        let seen = Box<Request?>(nil)
        let route = Route(.post, "/see") { request in
            seen.change { $0 = request }
            return .empty()
        }
        try await serving([route]) { server in
            let client = try RawClient(port: server.port)
            await client.send(
                "POST /see?a=1+2&b&a=%263 HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nx-one: 2\r\nContent-Length: 3\r\n\r\nabc"
            )
            #expect(try await client.answer().status == 204)
        }
        let request = try #require(seen.value)
        #expect(request.method == .post && request.path == "/see" && request.peer == "127.0.0.1")
        #expect(request.query.values(of: "a") == ["1 2", "&3"] && request.query["b"]?.isEmpty == true)
        #expect(request.headers.values(of: "X-ONE") == ["1", "2"])
        #expect(request.body == Array("abc".utf8))
    }

    @Test func `a connection carries one request after the other`() async throws {
        try await serving([echo]) { server in
            let client = try RawClient(port: server.port)
            for number in 1...3 {
                await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n#\(number)")
                #expect(try await client.answer().body == "#\(number)")
            }
        }
    }

    @Test func `pipelined requests are answered in order`() async throws {
        try await serving([hello]) { server in
            let client = try RawClient(port: server.port)
            let requests = (1...20).map { "GET /hello/\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
            await client.send(requests.joined())
            for number in 1...20 { #expect(try await client.answer().body == "hello \(number)") }
        }
    }

    @Test func `a chunked body is put together`() async throws {
        try await serving([echo]) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            await client.send("3\r\nabc\r\n")
            await client.send("2\r\nde\r\n0\r\n\r\n")
            #expect(try await client.answer().body == "abcde")
        }
    }

    @Test func `a client that has closed its side still gets the answer`() async throws {
        let arrived = Signal()
        let go = Signal()
        let route = Route(.get, "/slow") { _ in
            arrived.fire()
            await go.wait()
            return .text("late")
        }
        try await serving([route]) { server in
            let client = try RawClient(port: server.port)
            await client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            client.halfClose()
            await arrived.wait()
            go.fire()
            #expect(try await client.answer().body == "late")
        }
    }

    @Test func `waiting handlers hold no thread`() async throws {
        let count = 200
        let arrived = Signal()
        let go = Signal()
        let route = Route(.get, "/wait") { _ in
            arrived.fire()
            await go.wait()
            return .text("done")
        }
        try await serving([route]) { server in
            let clients = try (0..<count).map { _ in try RawClient(port: server.port) }
            for client in clients { await client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") }
            await arrived.wait(times: count)
            go.fire()
            for client in clients { #expect(try await client.answer().body == "done") }
        }
    }

    @Test func `HEAD has the headers of GET and no body`() async throws {
        try await serving([hello]) { server in
            let client = try RawClient(port: server.port)
            await client.send("HEAD /hello/you HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answer = try await client.answer(isHead: true)
            #expect(answer.status == 200 && answer.header("Content-Length") == "9")
            #expect(await client.rest()?.isEmpty == true)
        }
    }

    @Test func `OPTIONS tells the methods of a path`() async throws {
        try await serving([hello]) { server in
            let client = try RawClient(port: server.port)
            await client.send("OPTIONS /hello/you HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 204 && answer.header("Allow") == "GET, HEAD, OPTIONS")
            await client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.answer().status == 204)
        }
    }

    @Test func `every answer is observed under its route`() async throws {
        let observed = Box<[HTTPObservation]>([])
        try await serving([hello], observe: { one in observed.change { $0.append(one) } }) { server in
            let client = try RawClient(port: server.port)
            await client.send("GET /hello/you HTTP/1.1\r\nHost: a\r\n\r\nBREW /nothing HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.answer()
            _ = try await client.answer()
        }
        #expect(observed.value.map(\.route) == ["/hello/{name}", "unmatched"])
        #expect(observed.value.map(\.method) == ["GET", "OTHER"])
        #expect(observed.value.map(\.status) == [200, 404])
        #expect(observed.value.allSatisfy { $0.seconds > 0 && $0.seconds < 10 })
    }
}
