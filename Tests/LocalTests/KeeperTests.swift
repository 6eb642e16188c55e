import Glibc
import Processes
import Synchronization
import Testing

@testable import Local

@Suite("A kept process", .timeLimit(.minutes(1)))
struct KeeperTests {
    let workshop: Workshop
    let diary = Diary()

    init() throws {
        workshop = try Workshop()
    }

    func keeper(_ plan: ProcessPlan, pause: Pause = .real) -> Keeper {
        Keeper(plan, logFolder: workshop.folder, pause: pause) { [diary] in diary.note($0) }
    }

    @Test func `is started again when it dies, and both its lives are in the log`() async throws {
        let keeper = keeper(try workshop.plan("clerk", "echo out; echo err >&2; echo $$ > clerk.up; exec sleep 600"))
        await keeper.start()
        try await keeper.untilReady()
        let first = try #require(await keeper.processID)
        #expect(kill(first, SIGKILL) == 0)
        await diary.has(.died("clerk", .signaled(SIGKILL), restarts: 1))
        await diary.has(.ready("clerk", launch: 2))
        #expect(await keeper.processID != first)
        #expect(await keeper.restarts == 1)
        await keeper.stop()
        #expect(workshop.text("clerk.log") == "out\nerr\nout\nerr\n")
        #expect(await keeper.processID == nil)
    }

    @Test func `waits longer after each death, up to five seconds`() async throws {
        let waits = Mutex<[Duration]>([])
        let noting = Pause { duration in
            guard duration >= Backoff.first else { return await Pause.real(duration) }
            waits.withLock { $0.append(duration) }
        }
        let plan = try workshop.plan("clerk", "[ -e ill ] && exit 1; touch ill; echo up > clerk.up; exec sleep 600")
        let keeper = keeper(plan, pause: noting)
        await keeper.start()
        try await keeper.untilReady()
        let first = try #require(await keeper.processID)
        #expect(kill(first, SIGKILL) == 0)
        await diary.has(.died("clerk", .exited(1), restarts: 7))
        await keeper.stop()
        let seconds = waits.withLock { $0.prefix(7).map { $0 / .seconds(1) } }
        #expect(seconds.prefix(6).elementsEqual([0.2, 0.4, 0.8, 1.6, 3.2, 5.0]))
    }

    @Test func `is ready in its next life when it was dead while it was to be renewed`() async throws {
        let (pauses, source) = AsyncStream.makeStream(of: CheckedContinuation<Void, Never>.self)
        let gate = Pause { duration in
            guard duration == Backoff.first else { return await Pause.real(duration) }
            await withCheckedContinuation { source.yield($0) }
        }
        let keeper = keeper(try workshop.plan("clerk", "echo up > clerk.up; exec sleep 600"), pause: gate)
        await keeper.start()
        try await keeper.untilReady()
        let first = try #require(await keeper.processID)
        #expect(kill(first, SIGKILL) == 0)
        var dead = pauses.makeAsyncIterator()
        let pause = try #require(await dead.next())
        await keeper.renew()
        pause.resume()
        try await keeper.untilReady()
        #expect(diary.entries.last == .ready("clerk", launch: 2))
        await keeper.stop()
    }

    @Test func `is ready when its operations listener says so, and not before`() async throws {
        var ports = Ports()
        let port = try ports.free(from: 19500)
        let server = """
            exec /usr/bin/python3 - <<'END'
            import http.server
            class Answer(http.server.BaseHTTPRequestHandler):
                asked = 0
                def do_GET(self):
                    Answer.asked += 1
                    open('asked', 'a').write(self.path + chr(10))
                    self.send_response(200 if Answer.asked > 3 else 503)
                    self.end_headers()
                def log_message(self, *rest): pass
            http.server.HTTPServer(('127.0.0.1', \(port)), Answer).serve_forever()
            END
            """
        let keeper = keeper(try workshop.plan("clerk", server, readiness: .answers(port: port)))
        await keeper.start()
        try await keeper.untilReady()
        #expect(
            workshop.text("asked").split(separator: "\n").prefix(4) == ["/readyz", "/readyz", "/readyz", "/readyz"]
        )
        await keeper.stop()
    }

    @Test func `is given up at once when its settings are wrong, with its last words`() async throws {
        let keeper = keeper(try workshop.plan("clerk", "echo 'clerk: DATABASE_URL is missing' >&2; exit 2"))
        await keeper.start()
        let failure = await #expect(throws: StartFailure.self) { try await keeper.untilReady() }
        #expect(failure?.ending == .exited(2))
        #expect(failure?.description.contains("clerk: DATABASE_URL is missing") == true)
        #expect(failure?.description.contains("clerk.log") == true)
        await keeper.stop()
    }

    @Test func `is given up after some tries when it was never ready`() async throws {
        let keeper = keeper(try workshop.plan("clerk", "exit 1"))
        await keeper.start()
        await #expect(throws: StartFailure.self) { try await keeper.untilReady() }
        #expect(await keeper.restarts == Keeper.patience)
    }

    @Test func `is given up at once when its program is missing`() async throws {
        let keeper = keeper(ProcessPlan("clerk", program: workshop.path("nothing"), readiness: .listens(port: 1)))
        await keeper.start()
        await #expect(throws: StartFailure.self) { try await keeper.untilReady() }
        #expect(diary.entries.count == 1)
    }

    @Test func `is ended by force after the grace, with whatever it started`() async throws {
        workshop.makePipe("held")
        let script = "trap '' TERM\nexec 3>held\nsleep 600 &\necho up > clerk.up\nwhile :; do wait; sleep 600; done"
        let keeper = keeper(try workshop.plan("clerk", script))
        await keeper.start()
        async let end = workshop.everything(from: "held")
        try await keeper.untilReady()
        await keeper.stop(grace: .milliseconds(100))
        #expect(await end == "")
        #expect(diary.entries.last == .stopped("clerk"))
    }

    @Test func `lets the process finish what it does when it is asked to end`() async throws {
        let script =
            "trap 'echo done > clerk.end; exit 0' TERM\necho up > clerk.up\nwhile :; do sleep 600 & wait $!; done"
        let keeper = keeper(try workshop.plan("clerk", script))
        await keeper.start()
        try await keeper.untilReady()
        await keeper.stop()
        #expect(workshop.text("clerk.end") == "done\n")
        #expect(!diary.entries.contains { if case .died = $0 { true } else { false } })
    }
}
