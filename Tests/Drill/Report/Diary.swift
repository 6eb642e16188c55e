import Foundation
import Synchronization

/// What happened in a drill and when; every line is printed as it is written.
final class Diary: Sendable {
    /// A time at which something was broken, in seconds since the drill began.
    struct Fault: Sendable {
        let name: String
        let began: Double
        let ended: Double
    }

    private struct State {
        var faults: [Fault] = []
        var recoveries: [(work: String, seconds: Double)] = []
        var diagnoses: [(fault: String, words: String?)] = []
        var problems: [String] = []
        var notes: [String] = []
    }

    private let state = Mutex(State())
    private let began = ContinuousClock.now
    private let print: @Sendable (String) -> Void

    init(print: @escaping @Sendable (String) -> Void) {
        self.print = print
    }

    func say(_ text: String) {
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        print(String(format: "  %6.1f s  ", seconds) + text)
    }

    func fault(_ name: String, _ began: Double, _ ended: Double) {
        state.withLock { $0.faults.append(Fault(name: name, began: began, ended: ended)) }
    }

    /// The work of something that was killed went on after so many seconds.
    func recovered(_ work: String, after seconds: Double) {
        state.withLock { $0.recoveries.append((work, seconds)) }
        say("the work of \(work) went on elsewhere after \(String(format: "%.1f", seconds)) s")
    }

    /// What `shouwen doctor` said of a fault; nil: it did not name the thing.
    func diagnosed(_ fault: String, _ words: String?) {
        state.withLock { $0.diagnoses.append((fault, words)) }
        say("doctor: \(words ?? "does not name \(fault)")")
    }

    /// Something that must not be, seen on the way.
    func problem(_ text: String) {
        state.withLock { $0.problems.append(text) }
        say("PROBLEM: \(text)")
    }

    /// A figure worth printing.
    func note(_ text: String) {
        state.withLock { $0.notes.append(text) }
        say(text)
    }

    var faults: [Fault] { state.withLock(\.faults) }
    var recoveries: [(work: String, seconds: Double)] { state.withLock(\.recoveries) }
    var diagnoses: [(fault: String, words: String?)] { state.withLock(\.diagnoses) }
    var problems: [String] { state.withLock(\.problems) }
    var notes: [String] { state.withLock(\.notes) }
}
