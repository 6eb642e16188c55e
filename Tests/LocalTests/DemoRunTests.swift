import FoundationEssentials
import Glibc
import Synchronization
import Testing

@testable import Local

@Suite("A demonstration against running doors", .timeLimit(.minutes(1)))
struct DemoRunTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    @Test func `hands in, follows and shows every sample`() async throws {
        var ports = Ports()
        let port = try ports.free(from: 19600)
        // Both doors in one: what is posted comes back as three events in the feed, a page at a time.
        let server = """
            exec /usr/bin/python3 - <<'END'
            import http.server, json
            events, keys = [], {}
            class Answer(http.server.BaseHTTPRequestHandler):
                def reply(self, status, value):
                    body = json.dumps(value).encode()
                    self.send_response(status); self.send_header('Content-Length', str(len(body))); self.end_headers()
                    self.wfile.write(body)
                def do_GET(self):
                    if self.path == '/readyz': return self.reply(200, {})
                    after = int(self.path.split('=')[1]) if '=' in self.path else 0
                    page = events[after:after + 2]
                    self.reply(200, {'events': page, 'next': str(after + len(page))})
                def do_POST(self):
                    body = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                    key, token = self.headers['Idempotency-Key'], self.headers['Authorization']
                    if token != 'Bearer secret-web': return self.reply(401, {'title': 'bad token'})
                    new = key not in keys
                    number = keys.setdefault(key, len(keys) + 1)
                    if new:
                        for step, data in enumerate([('received', {}), ('classified', {'category': 'damage'}),
                                ('routed', {'department': 'after-sales', 'owner': 'person:li.na'})]):
                            events.append({'type': 'shouwen.ticket.%s.v1' % data[0], 'subject': 't%d' % number,
                                'time': '2026-01-01T00:00:00.0%d0000Z' % step, 'data': data[1]})
                    self.reply(201 if new else 200, {'id': 't%d' % number, 'number': 'SW-%d' % number})
                def log_message(self, *rest): pass
            http.server.ThreadingHTTPServer(('127.0.0.1', \(port)), Answer).serve_forever()
            END
            """
        let keeper = Keeper(
            try workshop.plan("doors", server, readiness: .answers(port: port)),
            logFolder: workshop.folder
        ) { _ in }
        await keeper.start()
        try await keeper.untilReady()
        let first = try await run(port)
        let again = try await run(port)
        await keeper.stop()

        #expect(first.contains("Handing in 3 sample tickets"))
        #expect(first.contains("派单 routed      ██████████████████████████████ 3/3"))
        #expect(first.contains("SW-3"))
        #expect(first.contains("商品破损与质量"))
        #expect(first.contains("after-sales"))
        #expect(first.contains("half within 20 ms, all within 20 ms"))
        #expect(again.contains("already there"))
        #expect(again.contains("SW-3") && !again.contains("SW-4"))
    }

    @Test func `says what intake refused`() async throws {
        let output = try await run(1)
        #expect(output.contains("✗"))
        #expect(output.contains("Connection refused"))
        #expect(!output.contains("Department"), "a table of nothing: \(output)")
    }

    private func run(_ port: UInt16) async throws -> String {
        let text = (1...3).map { #"{"channel":"web","contact":{"name":"王芳"},"text":"第\#($0)个杯子碎了"}"# }
        try "[\(text.joined(separator: ","))]".write(
            toFile: workshop.path("samples"),
            atomically: true,
            encoding: .utf8
        )
        try "phone=x\nweb=secret-web\n".write(toFile: workshop.path("tokens"), atomically: true, encoding: .utf8)
        let output = Mutex("")
        let terminal = Terminal(isInteractive: false, width: 120) { text in output.withLock { $0 += text } }
        let door = Loopback(port: port)
        await Demo(
            intake: door,
            desk: door,
            samples: workshop.path("samples"),
            tokens: workshop.path("tokens"),
            terminal: terminal,
            inChinese: true
        ).run()
        return output.withLock(\.self)
    }
}
