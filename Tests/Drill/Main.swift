import Foundation
import Glibc
import TestKit

/// The command `shouwen-drill`.
@main
struct Main {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            let arguments = try DrillArguments(CommandLine.arguments.dropFirst())
            if arguments.asksForHelp {
                say(DrillArguments.help)
            } else if arguments.asksForList {
                for drill in Drill.all { say("\(drill.number)\t\(drill.name)\n") }
            } else {
                exit(await Main(arguments: arguments).run() ? 0 : 1)
            }
        } catch {
            FileHandle.standardError.write(Data("shouwen-drill: \(error)\n".utf8))
            exit(2)
        }
    }

    /// At once: whoever watches wants to see each line when it happens.
    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    let arguments: DrillArguments

    private func run() async -> Bool {
        let drills = Drill.all.filter { arguments.only.isEmpty || arguments.only.contains($0.number) }
        var outcomes: [Outcome] = []
        for drill in drills {
            if case .borrowed(let servers) = Ground.KafkaKind.ofEnvironment, drill.stopsKafka {
                Self.say(
                    "NOT CARRIED OUT  drill \(drill.number): the Kafka at \(servers) is not ours to stop; use KAFKA_HOME\n\n"
                )
                continue
            }
            let outcome = await carryOut(drill)
            Self.say("\n\(Table.text(outcome))\n\n")
            outcomes.append(outcome)
        }
        Self.say("\(Table.summary(outcomes))\n")
        return outcomes.allSatisfy(\.isGood)
    }

    private func carryOut(_ drill: Drill) async -> Outcome {
        let seed = Seed(number: arguments.seed ?? .random(in: 1...999_999))
        let diary = Diary { Self.say("\($0)\n") }
        let path = "\(arguments.path(from: FileManager.default.currentDirectoryPath))/\(drill.number)-seed-\(seed)"
        Self.say("Drill \(drill.number): \(drill.name) (seed \(seed))\n")
        if let lost = drill.lostWithoutNode, Ground.KafkaKind.ofEnvironment != .node {
            Self.say("  without KAFKA_HOME: \(lost)\n")
        }
        var outcome: Outcome?
        do {
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try await Ground.with(seed, in: TemporaryFolder(path: path), diary) { arena in
                var performance = Performance(arena: arena)
                (performance.load.rate, performance.load.clients) = (arguments.rate, arguments.clients)
                outcome = await performance.carryOut([drill]).first
            }
        } catch {
            outcome = outcome ?? Outcome(drill, seed: seed, folder: path, diary, failure: "\(error)")
        }
        let done = outcome ?? Outcome(drill, seed: seed, folder: path, diary, failure: "it never began")
        keep(done)
        return done
    }

    /// Leaves the report and the picture beside the ledger; what went well needs no copy of every record.
    private func keep(_ outcome: Outcome) {
        try? Picture(outcome: outcome).svg().write(
            toFile: "\(outcome.folder)/drill.svg",
            atomically: true,
            encoding: .utf8
        )
        try? Table.text(outcome).write(toFile: "\(outcome.folder)/report.txt", atomically: true, encoding: .utf8)
        if outcome.isGood { try? FileManager.default.removeItem(atPath: "\(outcome.folder)/topics.tsv") }
    }
}
