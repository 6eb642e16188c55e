import Glibc
import Synchronization

/// Where people watch: lines that stay, and on a real terminal a few at the bottom that are rewritten in place.
final class Terminal: Sendable {
    let isInteractive: Bool
    let width: Int
    private let emit: @Sendable (String) -> Void
    private let live = Mutex<[String]>([])

    init(isInteractive: Bool, width: Int, emit: @escaping @Sendable (String) -> Void) {
        self.isInteractive = isInteractive
        self.width = width
        self.emit = emit
    }

    convenience init() {
        var size = winsize()
        let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        self.init(isInteractive: isatty(STDOUT_FILENO) == 1, width: isKnown ? Int(size.ws_col) : 120) { text in
            Self.write(text, to: STDOUT_FILENO)
        }
    }

    /// A line that stays.
    func line(_ text: String) {
        live.withLock { live in
            emit(erasing(live) + text + "\n" + (isInteractive ? live.map { "\($0)\n" }.joined() : ""))
        }
    }

    /// Replaces the lines at the bottom; nothing where they could not be replaced.
    func show(_ lines: [String]) {
        guard isInteractive else { return }
        live.withLock { live in
            emit(erasing(live) + lines.map { "\($0)\n" }.joined())
            live = lines
        }
    }

    /// Moves up over the live lines and clears from there on.
    private func erasing(_ live: [String]) -> String {
        isInteractive && !live.isEmpty ? "\u{1B}[\(live.count)A\u{1B}[J" : ""
    }

    static func complain(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }
}
