import Foundation
import Synchronization

/// What the clients did and saw: every attempt, written down before and after, in memory and in a file that only grows.
final class Ledger: Sendable {
    /// What a client knows after an attempt.
    enum Outcome: String, Sendable {
        /// The ticket is durable: it was said so.
        case ok
        /// It may have happened or not.
        case unknown
        /// It has not happened.
        case fail
    }

    struct Attempt: Sendable {
        let key: String
        /// Seconds since the drill began.
        let began: Double
        var ended: Double?
        var outcome = Outcome.unknown
        /// The status, or why there was none.
        var detail = ""
        var ticket: String?
    }

    private struct State {
        var attempts: [Attempt] = []
        var file: FileHandle

        func write(_ line: String) {
            // A full disk must not end the drill: what is in memory is what is judged.
            try? file.write(contentsOf: Data((line + "\n").utf8))
        }
    }

    private let state: Mutex<State>
    private let began = ContinuousClock.now

    init(file path: String) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        state = Mutex(State(file: try FileHandle(forWritingTo: URL(filePath: path))))
    }

    /// Seconds since the drill began.
    var now: Double { (ContinuousClock.now - began) / .seconds(1) }

    /// Writes down that an attempt is about to be made; answers its number.
    func begin(_ key: String, at door: String) -> Int {
        let now = now
        return state.withLock { state in
            state.attempts.append(Attempt(key: key, began: now))
            state.write("\(now.shown)\t>\t\(key)\t\(door)")
            return state.attempts.count - 1
        }
    }

    /// Writes down what came of it.
    func end(_ number: Int, _ outcome: Outcome, _ detail: String, ticket: String? = nil) {
        let now = now
        state.withLock { state in
            state.attempts[number].ended = now
            (state.attempts[number].outcome, state.attempts[number].detail) = (outcome, detail)
            state.attempts[number].ticket = ticket
            let key = state.attempts[number].key
            state.write("\(now.shown)\t<\t\(key)\t\(outcome.rawValue)\t\(ticket ?? "-")\t\(detail)")
        }
    }

    var attempts: [Attempt] { state.withLock(\.attempts) }

    /// How many attempts ended so.
    func count(_ outcome: Outcome) -> Int {
        state.withLock { $0.attempts.count { $0.ended != nil && $0.outcome == outcome } }
    }
}

extension Double {
    /// With three digits behind the point.
    var shown: String { String(format: "%.3f", self) }
}
