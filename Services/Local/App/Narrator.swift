import Synchronization

/// Turns what becomes of the processes into lines for people: every start at first, afterwards only what is unusual.
final class Narrator: Sendable {
    private let terminal: Terminal
    private let phase = Mutex((isStarting: true, isStopping: false))

    var isStarting: Bool {
        get { phase.withLock(\.isStarting) }
        set { phase.withLock { $0.isStarting = newValue } }
    }

    var isStopping: Bool {
        get { phase.withLock(\.isStopping) }
        set { phase.withLock { $0.isStopping = newValue } }
    }

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    func tell(_ happening: Happening) {
        switch happening {
        case .started: break
        case .ready(_, let launch): if isStarting || launch > 1 { terminal.line("  ✓ \(happening)") }
        case .died, .couldNotStart, .failed: if !isStopping { terminal.line("  ✗ \(happening)") }
        case .stopped: if isStopping { terminal.line("  ■ \(happening)") }
        case .brokerMoved: terminal.line("  ↻ \(happening)")
        }
    }
}
