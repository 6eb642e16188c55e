import FoundationEssentials
import Tickets

/// Holds the samples' progress while they are handed in and followed at the same time, and shows it as it changes.
actor DemoBoard {
    private(set) var journeys: Journeys
    private let terminal: Terminal
    private let begin = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    private var hasGivenUp = false
    private var shown = ""

    init(_ journeys: Journeys, _ terminal: Terminal) {
        self.journeys = journeys
        self.terminal = terminal
    }

    var isDone: Bool { hasGivenUp || journeys.isComplete }

    /// Whether every sample had been received before this run began.
    var wasThere: Bool {
        !journeys.all.isEmpty && journeys.all.allSatisfy { $0.receivedAt.map { $0 < begin } ?? false }
    }

    func add(_ receipt: Door.Receipt, text: String) {
        journeys.add(receipt.id, number: receipt.number, text: text)
        show()
    }

    func apply(_ events: [FeedEvent]) {
        for event in events { journeys.apply(event) }
        if !events.isEmpty { show() }
    }

    func giveUp() {
        hasGivenUp = true
    }

    private func show() {
        let summary = Bars.summary(journeys)
        guard summary != shown else { return }
        shown = summary
        if terminal.isInteractive {
            terminal.show(Bars.lines(journeys))
        } else if journeys.count(of: 2).isMultiple(of: 10) {
            terminal.line(summary)
        }
    }
}
