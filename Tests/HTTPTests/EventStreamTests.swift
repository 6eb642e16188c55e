import HTTP
import Testing

@Suite("Event streams", .timeLimit(.minutes(1)))
struct EventStreamTests {
    /// A route that hands out the given stream.
    private func route(_ stream: EventStream) -> Route {
        Route(.get, "/events") { _ in .events(stream) }
    }

    private static let request = "GET /events HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `events arrive while the stream is open`() async throws {
        let stream = EventStream()
        try await serving([route(stream)]) { server in
            let client = try RawClient(port: server.port)
            await client.send(Self.request)
            let head = try await client.read { $0.hasSuffix("\r\n\r\n") }
            #expect(head.contains("text/event-stream") && head.contains("no-store"))
            stream.send(id: "1\n", event: "ticket", data: "one\ntwo\r\nthree")
            let expected = "id: 1 \nevent: ticket\ndata: one\ndata: two\ndata: three\n\n"
            #expect(try await client.read { $0.contains("\n\n") }.contains(expected))
            stream.comment("beat")
            #expect(try await client.read { $0.contains("\n\n") }.contains(": beat\n\n"))
            stream.retry(after: .seconds(3))
            #expect(try await client.read { $0.contains("\n\n") }.contains("retry: 3000\n\n"))
            stream.finish()
            #expect(try await client.read { $0.hasSuffix("0\r\n\r\n") }.isEmpty == false)
            #expect(!stream.send(data: "late"))
            await client.send(Self.request)
            _ = try await client.read { $0.hasSuffix("\r\n\r\n") }
        }
    }

    @Test func `a client that leaves closes the stream at once`() async throws {
        let closed = Signal()
        let stream = EventStream(onClose: closed.fire)
        try await serving([route(stream)]) { server in
            let client = try RawClient(port: server.port)
            await client.send(Self.request)
            _ = try await client.read { $0.hasSuffix("\r\n\r\n") }
            client.hangUp()
            await closed.wait()
            #expect(stream.isClosed && !stream.send(data: "late"))
        }
        #expect(closed.count == 1)
    }

    @Test func `a client that is too slow is let go`() async throws {
        let closed = Signal()
        let stream = EventStream(capacity: 100_000, onClose: closed.fire)
        try await serving([route(stream)]) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 4096)
            await client.send(Self.request)
            _ = try await client.read { $0.hasSuffix("\r\n\r\n") }
            let event = String(repeating: "x", count: 10_000)
            while stream.send(data: event) { await Task.yield() }
            await closed.wait()
            #expect(await client.rest() != nil, "the connection stayed open")
        }
        #expect(closed.count == 1)
    }

    @Test func `a stopping server finishes its streams`() async throws {
        let closed = Signal()
        let stream = EventStream(onClose: closed.fire)
        let server = try HTTPServer(address: "127.0.0.1:0", routes: [route(stream)])
        try server.start()
        let client = try RawClient(port: server.port)
        await client.send(Self.request)
        _ = try await client.read { $0.hasSuffix("\r\n\r\n") }
        stream.send(data: "last")
        await server.stop(grace: .seconds(20))
        #expect(await client.rest()?.hasSuffix("data: last\n\n\r\n0\r\n\r\n") == true)
        await closed.wait()
    }

    @Test func `HEAD has the headers of the stream, closes it, and has no body`() async throws {
        let closed = Signal()
        try await serving([route(EventStream(onClose: closed.fire))]) { server in
            let client = try RawClient(port: server.port)
            await client.send("HEAD /events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answer = try await client.answer(isHead: true)
            #expect(answer.status == 200 && answer.header("Content-Type")?.hasPrefix("text/event-stream") == true)
            #expect(await client.rest()?.isEmpty == true)
            await closed.wait()
        }
    }

    @Test func `many streams get each event`() async throws {
        let count = 300
        let streams = Box<[EventStream]>([])
        let opened = Signal()
        let closed = Signal()
        let route = Route(.get, "/events") { _ in
            let stream = EventStream(onClose: closed.fire)
            streams.change { $0.append(stream) }
            opened.fire()
            return .events(stream)
        }
        try await serving([route]) { server in
            let clients = try (0..<count).map { _ in try RawClient(port: server.port) }
            for client in clients { await client.send(Self.request) }
            await opened.wait(times: count)
            for stream in streams.value { stream.send(data: "all") }
            for client in clients { _ = try await client.read { $0.contains("data: all\n\n") } }
        }
        await closed.wait(times: count)
    }
}
