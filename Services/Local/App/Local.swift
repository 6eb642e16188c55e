import Glibc

/// Runs all of Shouwen on this machine for `make run`: keeps the processes alive and shows what they do with samples.
@main
struct Local {
    static func main() async {
        // A terminal that has gone away must not end us before the processes are stopped.
        signal(SIGPIPE, SIG_IGN)
        do {
            let arguments = try LocalArguments(CommandLine.arguments.dropFirst())
            if arguments.asksForHelp {
                print(LocalArguments.help)
                return
            }
            exit(try await run(Town(arguments), arguments))
        } catch {
            Terminal.complain("shouwen-local: \(error)")
            exit(2)
        }
    }

    /// Returns the exit code, once nothing runs any more.
    private static func run(_ town: Town, _ arguments: LocalArguments) async throws -> Int32 {
        let signals = StopSignal()
        let terminal = Terminal()
        let narrator = Narrator(terminal)
        let supervisor = town.supervisor { narrator.tell($0) }
        let show = Task {
            do {
                terminal.line("Starting \(town.names.count) processes; their logs are in \(town.logs)/")
                try await supervisor.start()
                // Who has pressed Ctrl-C meanwhile wants neither samples nor addresses.
                try Task.checkCancellation()
                narrator.isStarting = false
                await town.demo(terminal)?.run()
                try Task.checkCancellation()
                terminal.line(town.guide)
                return true
            } catch {
                if !Task.isCancelled { terminal.line("\(error)") }
                return false
            }
        }
        let outcome = await firstOf(show, signals)
        narrator.isStopping = true
        terminal.line(
            outcome == .failed
                ? "Stopping what was started." : "\nStopping everything in order; Ctrl-C again ends it at once."
        )
        show.cancel()
        await supervisor.stop()
        terminal.line("Stopped.")
        return outcome == .failed ? 1 : 0
    }

    private enum Outcome {
        case signaled, failed
    }

    /// Waits for a signal; a failed start ends the wait as well.
    private static func firstOf(_ show: Task<Bool, Never>, _ signals: StopSignal) async -> Outcome {
        let watch = Task { if await !show.value { signals.fire(.failed) } }
        defer { watch.cancel() }
        return await signals.next() == .failed ? .failed : .signaled
    }
}
