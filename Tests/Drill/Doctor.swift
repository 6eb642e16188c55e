import Processes
import TestKit

/// Asks `shouwen doctor` what is wrong, while it is wrong.
struct Doctor {
    private let arena: Arena

    init(_ arena: Arena) {
        self.arena = arena
    }

    /// Notes whether the doctor names this thing as a problem.
    func names(_ thing: String) async throws {
        var environment = arena.system.environment(of: "shouwen")
        environment["SHOUWEN_SERVICES"] = arena.system.members.map { member in
            "\(member)=\(arena.system.operationsAddress(of: member).trimmingPrefix("http://"))"
        }.joined(separator: ",")
        let (_, output) = try await ChildProcess.finish(
            BuildFolder.program("shouwen"),
            ["doctor"],
            environment: environment
        )
        let line = output.split(separator: "\n").first { $0.hasPrefix("PROBLEM") && $0.contains(thing) }
        arena.diary.diagnosed(thing, line.map { $0.split(separator: " ").joined(separator: " ") })
    }
}
