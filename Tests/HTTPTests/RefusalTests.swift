import HTTP
import Testing

@Suite("HTTP server, refusing", .timeLimit(.minutes(1)))
struct RefusalTests {
    /// The idle time is the longer one, as in production: whichever is over first decides what the client hears.
    private static let short: HTTPLimits = {
        var limits = HTTPLimits()
        limits.receiving = .milliseconds(300)
        limits.idle = .seconds(2)
        return limits
    }()

    /// Replaces `<n>` by n letters.
    private static func lengthened(_ text: String) -> String {
        let parts = text.split(omittingEmptySubsequences: false) { "<>".contains($0) }
        guard parts.count == 3, let count = Int(parts[1]) else { return text }
        return parts[0] + String(repeating: "a", count: count) + parts[2]
    }

    @Test(
        arguments: [
            ("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", 404),
            ("GET /hello/ HTTP/1.1\r\nHost: a\r\n\r\n", 404),
            ("GET /hello/a/b HTTP/1.1\r\nHost: a\r\n\r\n", 404),
            ("DELETE /hello/a HTTP/1.1\r\nHost: a\r\n\r\n", 405),
            ("BREW /hello/a HTTP/1.1\r\nHost: a\r\n\r\n", 405),
            ("GET /hello/%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/%2 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/a%00b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/é HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/a?b=%c0%af HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/../x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/%2e%2E HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET hello HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET /hello/a HTTP/1.1\r\n\r\n", 400),
            ("GET /hello/a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
            ("GET /hello/a HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n", 400),
            ("GET /hello/<9000> HTTP/1.1\r\nHost: a\r\n\r\n", 414),
            ("GET /hello/a HTTP/1.1\r\nHost: a\r\nX: <17000>\r\n\r\n", 431),
        ]
    )
    func `a request that cannot be answered gets a problem document`(request: String, status: Int) async throws {
        try await serving([hello]) { server in
            let client = try RawClient(port: server.port)
            await client.send(Self.lengthened(request))
            let answer = try await client.answer()
            #expect(answer.status == status)
            #expect(answer.header("Content-Type") == "application/problem+json")
            #expect(answer.body.contains("\"status\":\(status)"))
            #expect(answer.header("Date") != nil)
            #expect((answer.header("Allow") == "GET, HEAD, OPTIONS") == (status == 405))
        }
    }

    @Test(
        arguments: [
            ("Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400),
            ("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
            ("Content-Length: 11\r\n\r\n", 413),
            ("Content-Length: 9999999999999999999\r\n\r\n", 413),
            ("Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nabcdef\r\n", 413),
        ]
    )
    func `a body of unclear or too great length is refused and the connection closed`(
        rest: String,
        status: Int
    ) async throws {
        let route = Route(.post, "/small", bodyLimit: 10) { _ in .empty() }
        try await serving([route]) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST /small HTTP/1.1\r\nHost: a\r\n" + rest)
            let answer = try await client.answer()
            #expect(answer.status == status)
            #expect(answer.header("Connection") == "close")
            #expect(await client.rest()?.isEmpty == true)
        }
    }

    /// Here the library itself answers, without asking: a status that is right, in a page of its own.
    @Test(
        arguments: [
            ("Content-Length: 99999999999999999999999999\r\n\r\n", 413),
            ("Content-Length: -1\r\n\r\n", 400),
            ("Content-Length: 0x1\r\n\r\n", 400),
            ("Content-Length: 1 2\r\n\r\n", 400),
            ("Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
            ("X: <200000>\r\n\r\n", 431),
        ]
    )
    func `what is no HTTP ends the connection`(rest: String, status: Int) async throws {
        try await serving([echo]) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST /echo HTTP/1.1\r\nHost: a\r\n" + Self.lengthened(rest))
            #expect(await client.rest()?.hasPrefix("HTTP/1.1 \(status)") == true)
        }
    }

    @Test func `a client that writes a great body first still reads why it was refused`() async throws {
        try await serving([echo]) { server in
            let client = try RawClient(port: server.port)
            let body = String(repeating: "a", count: 4_000_000)
            await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
            #expect(try await client.answer().status == 413)
        }
    }

    @Test func `a body for nothing is read past and the connection goes on`() async throws {
        try await serving([hello]) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
            await client.send("GET /hello/you HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.answer().status == 404)
            #expect(try await client.answer().status == 200)
        }
    }

    @Test(arguments: ["", "GET", "GET /hello/a HTTP/1.1", "GET /hello/a HTTP/1.1\r\nHost: a\r\nX: "])
    func `a head that does not come in time ends the connection`(start: String) async throws {
        try await serving([hello], limits: Self.short) { server in
            let client = try RawClient(port: server.port)
            await client.send(start)
            let end = await client.rest()
            #expect(end != nil, "the server did not close")
            #expect(end?.contains("408") == start.contains("\r\n"))
        }
    }

    @Test func `a body that does not come in time is answered 408`() async throws {
        try await serving([echo], limits: Self.short) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            #expect(try await client.answer().status == 408)
            #expect(await client.rest()?.isEmpty == true)
        }
    }

    @Test func `a body that trickles does not win time`() async throws {
        try await serving([echo], limits: Self.short) { server in
            let client = try RawClient(port: server.port)
            await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let trickle = Task { await client.trickle("1\r\na\r\n", times: 200_000) }
            #expect(try await client.answer().status == 408)
            trickle.cancel()
        }
    }

    @Test func `an idle connection is closed`() async throws {
        try await serving([hello], limits: Self.short) { server in
            let client = try RawClient(port: server.port)
            await client.send("GET /hello/you HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.answer().status == 200)
            #expect(await client.rest()?.isEmpty == true)
        }
    }

    @Test func `a thrown problem is the answer`() async throws {
        let route = Route(.get, "/no") { _ in
            throw Problem(
                status: 422,
                detail: "Two things.",
                type: "https://example.org/invalid",
                errors: [.init(pointer: "/contact/phone", detail: "is empty")],
                traceID: "abc",
                headers: ["Retry-After": "3"]
            )
        }
        try await serving([route]) { server in
            let client = try RawClient(port: server.port)
            await client.send("GET /no HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 422 && answer.header("Retry-After") == "3")
            #expect(
                answer.body == """
                    {"detail":"Two things.","errors":[{"detail":"is empty","pointer":"/contact/phone"}],\
                    "status":422,"title":"Unprocessable Content","trace_id":"abc","type":"https://example.org/invalid"}
                    """
            )
        }
    }

    @Test func `any other error is a bare 500 and told to the owner`() async throws {
        struct Secret: Error {}
        let told = Box<[String]>([])
        let routes = [
            Route(.get, "/throws") { _ in throw Secret() },
            Route(.get, "/splits") { _ in .seeOther("/a\r\nSet-Cookie: evil=1") },
            Route(.get, "/odd") { _ in Response(status: 42) },
        ]
        let onError: @Sendable (any Error, Request) -> Problem? = { error, request in
            told.change { $0.append("\(request.path): \(error)") }
            return nil
        }
        try await serving(routes, onError: onError) { server in
            let client = try RawClient(port: server.port)
            for path in ["/throws", "/splits", "/odd"] {
                await client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = try await client.answer()
                #expect(answer.status == 500 && answer.header("Set-Cookie") == nil)
                #expect(answer.body == #"{"status":500,"title":"Internal Server Error","type":"about:blank"}"#)
            }
        }
        #expect(told.value.count == 3)
        #expect(told.value[0] == "/throws: Secret()")
        #expect(told.value[1].contains("Location"))
    }
}
