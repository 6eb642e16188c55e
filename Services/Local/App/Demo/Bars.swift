/// The progress of the samples as bars, one for each step.
enum Bars {
    private static let length = 30

    static func lines(_ journeys: Journeys) -> [String] {
        Journeys.steps.indices.map { index in
            let step = Journeys.steps[index]
            let count = journeys.count(of: index)
            let filled = journeys.expected == 0 ? 0 : length * count / journeys.expected
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: length - filled)
            let name = DisplayWidth.pad(step.english, to: 11)
            return "  \(step.chinese) \(name) \(bar) \(count)/\(journeys.expected)"
        }
    }

    /// The same in one plain line, for logs and pipes.
    static func summary(_ journeys: Journeys) -> String {
        let parts = Journeys.steps.indices.map { "\(Journeys.steps[$0].english) \(journeys.count(of: $0))" }
        return "  " + parts.joined(separator: " → ") + " of \(journeys.expected)"
    }
}
