import FoundationEssentials
import Glibc
import Processes
import TestKit
import Testing

@Suite("A process of ours", .timeLimit(.minutes(1)))
struct ChildProcessTests {
    /// A shell that does this, its output in the folder's `log`.
    private func start(_ script: String, in folder: TemporaryFolder, leadsGroup: Bool = false) async throws
        -> ChildProcess
    {
        try await ChildProcess.start(
            "/bin/sh",
            ["-c", script],
            environment: ["PLACE": folder.path],
            log: folder.path(of: "log"),
            leadsGroup: leadsGroup
        )
    }

    @Test func `says how it ended, to whoever asks and however late`() async throws {
        try await TemporaryFolder.with { folder in
            let leaving = try await start("exit 3", in: folder)
            #expect(await leaving.ended() == .exited(3))
            #expect(await leaving.ended() == .exited(3))
            #expect(!leaving.isRunning)
        }
    }

    @Test func `has nothing to read`() async throws {
        try await TemporaryFolder.with { folder in
            let reading = try await start("read line || exit 7", in: folder)
            #expect(await reading.ended() == .exited(7))
        }
    }

    @Test func `gets signals while it lives, and only then`() async throws {
        try await TemporaryFolder.with { folder in
            let child = try await start("exec sleep 600", in: folder)
            #expect(child.isRunning)
            child.signal(SIGTERM)
            #expect(await child.ended() == .signaled(SIGTERM))
            child.signal(SIGKILL)
            #expect(await child.ended() == .signaled(SIGTERM))
        }
    }

    @Test func `has the environment it is given and no other, and appends what it writes to its log`() async throws {
        try await TemporaryFolder.with { folder in
            try folder.write("before\n", to: "log")
            let child = try await start("echo $PLACE; echo ${HOME-none} >&2", in: folder)
            await child.ended()
            #expect(try folder.read("log") == "before\n\(folder.path)\nnone\n")
        }
    }

    @Test func `takes what it started with it when it leads a group`() async throws {
        try await TemporaryFolder.with { folder in
            let pipe = folder.path(of: "pipe")
            #expect(unsafe mkfifo(pipe, 0o600) == 0)
            // The reader sees the pipe's end when nobody holds the other any more.
            let reader = try await ChildProcess.start("/bin/cat", [pipe], log: folder.path(of: "reader"))
            let leader = try await start(
                "(echo held; exec sleep 600) >$PLACE/pipe & wait",
                in: folder,
                leadsGroup: true
            )
            try await eventually("the pipe is held") { try folder.read("reader") == "held\n" }
            leader.signal(SIGKILL)
            #expect(await leader.ended() == .signaled(SIGKILL))
            #expect(await reader.ended() == .exited(0))
        }
    }

    @Test func `gives what it started its time to end`() async throws {
        try await TemporaryFolder.with { folder in
            // The leader ends at once; what it started puts its things in order first.
            let leader = try await start(
                """
                (
                    trap 'until [ -e $PLACE/in-order ] || ! kill -0 $PPID; do :; done; echo done; exit' TERM
                    echo up
                    while kill -0 $PPID; do :; done
                ) & wait
                """,
                in: folder,
                leadsGroup: true
            )
            try await eventually("it runs") { try folder.read("log") == "up\n" }
            async let ending = leader.end(within: .seconds(50))
            try await eventually("its leader has ended") { try isZombie(leader.id) }
            #expect(leader.isRunning)
            try folder.write("", to: "in-order")
            #expect(await ending == .signaled(SIGTERM))
            #expect(try folder.read("log") == "up\ndone\n")
        }
    }

    @Test func `is killed when its time to end is over`() async throws {
        try await TemporaryFolder.with { folder in
            let script = "trap '' TERM; echo up; while kill -0 $PPID; do :; done"
            let stubborn = try await start(script, in: folder, leadsGroup: true)
            try await eventually("it runs") { try folder.read("log") == "up\n" }
            #expect(await stubborn.end(within: .milliseconds(50)) == .signaled(SIGKILL))
            #expect(await stubborn.end(within: .seconds(50)) == .signaled(SIGKILL))
        }
    }

    private func isZombie(_ id: Int32) throws -> Bool {
        try String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8).contains(") Z ")
    }

    @Test func `that cannot be started says why`() async throws {
        await #expect(throws: LaunchError.self) { try await ChildProcess.start("/nowhere", log: "/dev/null") }
    }
}
