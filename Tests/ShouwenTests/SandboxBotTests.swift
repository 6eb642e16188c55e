import Glibc
import Processes
import TestKit
import Testing
import Tickets

@testable import Shouwen

@Suite("A bot under test", .timeLimit(.minutes(1)))
struct SandboxBotTests {
    private func bot(_ command: String, in folder: TemporaryFolder) -> SandboxBot {
        SandboxBot(.command(command, log: folder.path(of: "log")), of: .sandbox)
    }

    @Test func `that crashes is told of with its ending and its last words, which are in its log as well`() async throws
    {
        try await TemporaryFolder.with { folder in
            let bot = bot("seq 40; echo $DEPARTMENT; echo oh dear >&2; exit 3", in: folder)
            try await bot.start()
            try await eventually("its end is seen") { await bot.death != nil }
            #expect(await bot.death == .init(ending: .exited(3), lastLines: ["40", "sandbox", "oh dear"]))
            await bot.end()
            #expect(try folder.read("log") == (1...40).map { "\($0)\n" }.joined() + "sandbox\noh dear\n")
        }
    }

    @Test func `that dies of a signal without a word is told of too`() async throws {
        try await TemporaryFolder.with { folder in
            let bot = bot("kill -SEGV $$", in: folder)
            try await bot.start()
            try await eventually("its end is seen") { await bot.death != nil }
            #expect(await bot.death?.description == "the bot ended with signal 11; it said nothing")
        }
    }

    @Test func `that we end has not died, and what its shell started commits first`() async throws {
        try await TemporaryFolder.with { folder in
            let bot = bot(
                "cd / && (trap 'sleep 0.1; echo committed; exit' TERM; echo up; while kill -0 $PPID; do :; done)",
                in: folder
            )
            try await bot.start()
            try await eventually("it runs") { try folder.exists("log") && folder.read("log") == "up\n" }
            await bot.end()
            #expect(await bot.death == nil)
            #expect(try folder.read("log") == "up\ncommitted\n")
        }
    }

    @Test func `that is killed and started again goes on in the same log`() async throws {
        try await TemporaryFolder.with { folder in
            let bot = bot("echo up; exec sleep 600", in: folder)
            try await bot.start()
            try await eventually("it runs") { folder.exists("log") ? try folder.read("log") == "up\n" : false }
            await bot.kill()
            try await bot.startAgain()
            try await eventually("it runs again") { try folder.read("log") == "up\nup\n" }
            await bot.end()
            #expect(await bot.death == nil)
        }
    }

    @Test func `whose log cannot be written is not started`() async throws {
        let bot = SandboxBot(.command("true", log: "/nowhere/log"), of: .sandbox)
        await #expect(throws: LaunchError.self) { try await bot.start() }
    }
}
