import FoundationEssentials
import Glibc
import Processes
import Synchronization
import Testing

@testable import Local

@Suite("The supervisor", .timeLimit(.minutes(1)))
struct SupervisorTests {
    let workshop: Workshop
    let diary = Diary()

    init() throws {
        workshop = try Workshop()
    }

    private func obedient(_ name: String) throws -> ProcessPlan {
        try workshop.plan(
            name,
            """
            trap 'echo -\(name) >> order; exit 0' TERM
            echo +\(name) >> order
            echo up > \(name).up
            while :; do sleep 600 & wait $!; done
            """
        )
    }

    private func supervisor(_ stages: [[ProcessPlan]]) -> Supervisor {
        Supervisor(stages, logFolder: workshop.folder) { [diary] in diary.note($0) }
    }

    @Test func `starts each stage when the one before is ready, and stops them in reverse`() async throws {
        let supervisor = supervisor([[try obedient("store")], [try obedient("worker")], [try obedient("door")]])
        try await supervisor.start()
        await supervisor.stop()
        #expect(workshop.text("order") == "+store\n+worker\n+door\n-door\n-worker\n-store\n")
        let ready = try #require(diary.entries.firstIndex(of: .ready("store", launch: 1)))
        let next = try #require(diary.entries.firstIndex(of: .started("worker", launch: 1)))
        #expect(ready < next)
        #expect(diary.entries.suffix(3) == [.stopped("door"), .stopped("worker"), .stopped("store")])
    }

    @Test func `stops what runs when a later stage cannot start`() async throws {
        let bad = try workshop.plan("worker", "exit 2")
        let supervisor = supervisor([[try obedient("store")], [bad], [try obedient("door")]])
        await #expect(throws: StartFailure.self) { try await supervisor.start() }
        await supervisor.stop()
        #expect(workshop.text("order") == "+store\n-store\n")
    }

    @Test func `brings the users of an empty broker to its new address, and then asks for republication`() async throws
    {
        let broker = try workshop.plan("broker", "echo address-$$ > broker.up; exec sleep 600")
        let address = workshop.path("broker.up")
        let worker = try workshop.plan(
            "worker",
            "echo $BROKER; echo up > worker.up; exec sleep 600",
            environment: { ["BROKER": Files.firstLine(of: address) ?? ""] },
            followsBroker: true
        )
        let (republished, source) = AsyncStream.makeStream(of: Void.self)
        let supervisor = Supervisor(
            [[broker], [worker, try obedient("door")]],
            logFolder: workshop.folder,
            broker: "broker",
            afterBrokerReturned: { source.yield() },
            report: { [diary] in diary.note($0) }
        )
        try await supervisor.start()
        let born = await supervisor.keeper("broker")?.processID
        let first = try #require(born)
        #expect(kill(first, SIGKILL) == 0)
        var news = republished.makeAsyncIterator()
        _ = await news.next()
        let reborn = await supervisor.keeper("broker")?.processID
        let second = try #require(reborn)
        await supervisor.stop()
        #expect(workshop.text("worker.log") == "address-\(first)\naddress-\(second)\n")
        #expect(await supervisor.keeper("worker")?.restarts == 0)
        #expect(!diary.entries.contains(.started("door", launch: 2)))
    }

    @Test func `publishes again what was left unseen, and leaves nothing behind when it is killed itself`() async throws
    {
        workshop.makePipe("held")
        let names = ["shouwen-broker", "relay", "classifier", "router", "sla-monitor", "notifier", "desk", "intake"]
        for name in names {
            let script =
                "exec 3>\(workshop.path("held")); echo \(name) >&3; echo 127.0.0.1:1 > \(workshop.path("broker.address"))"
            try workshop.write(program: name, "\(script)\nexec /usr/bin/sleep 600\n")
        }
        try workshop.write(program: "shouwen", "echo \"$@\" > \(workshop.path("operated"))\n")
        let plan = ProcessPlan(
            "shouwen-local",
            program: Self.program,
            arguments: ["--bin", workshop.folder, "--state", workshop.folder, "--broker", "embedded"],
            environment: { ["PATH": "/usr/bin:/bin"] },
            readiness: .listens(port: 1)
        )
        let local = try await plan.start(log: workshop.path("local.log"))
        // The broker and the five workers; the doors wait for the workers, which are never ready.
        let held = await workshop.everything(from: "held", at: 6) { local.signal(SIGKILL) }
        #expect(await local.ended() == .signaled(SIGKILL))
        #expect(held.hasPrefix("shouwen-broker\n"), "\(workshop.text("local.log"))")
        #expect(workshop.text("operated") == "republish --unseen\n")
    }

    /// The program beside the one that runs these tests.
    private static var program: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/shouwen-local"
    }
}
