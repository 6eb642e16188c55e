/// Where a drill's chance comes from: the same number makes the same choices, in each part of the drill apart.
struct Seed: Hashable, Sendable, CustomStringConvertible {
    let number: UInt64

    var description: String { "\(number)" }

    /// Chance for one part of the drill, which others' use does not disturb.
    func chance(for part: String) -> Chance {
        let mixed = part.utf8.reduce(number ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Chance(state: mixed)
    }
}

/// Random numbers that follow from where they begin (SplitMix64).
struct Chance: RandomNumberGenerator, Sendable {
    fileprivate(set) var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True in `share` (0…1) of the cases.
    mutating func hits(_ share: Double) -> Bool {
        Double.random(in: 0..<1, using: &self) < share
    }
}
