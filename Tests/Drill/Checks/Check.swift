/// One of the invariants, whether it holds, and over how much.
struct Check: Sendable {
    let name: String
    /// How much was looked at.
    let count: Int
    let unit: String
    /// Whoever breaks it; none: it holds.
    let offenders: [String]

    var holds: Bool { offenders.isEmpty }

    init(_ name: String, _ count: Int, _ unit: String, _ offenders: [String]) {
        (self.name, self.count, self.unit, self.offenders) = (name, count, unit, offenders)
    }
}
