import Foundation
import Glibc

/// The command `shouwen-bench`.
@main
struct Main {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            let arguments = try BenchArguments(CommandLine.arguments.dropFirst())
            guard !arguments.asksForHelp else { return say(BenchArguments.help) }
            var bench = try Bench(arguments)
            try await bench.run()
            exit(bench.report.missed == 0 ? 0 : 1)
        } catch let mistake as BenchArguments.Mistake {
            complain("\(mistake)")
            exit(2)
        } catch let failure as Messages.Failure {
            complain("\(failure)")
            exit(2)
        } catch {
            complain("the run failed, and its figures are worth nothing: \(error)")
            exit(1)
        }
    }

    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data("shouwen-bench: \(text)\n".utf8))
    }
}
