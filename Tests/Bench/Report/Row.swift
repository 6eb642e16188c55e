/// One line of the table: what was measured, what came out, and the mark it is held against.
struct Row: Sendable {
    let name: String
    let value: String
    let mark: String
    /// Nil where there is no mark.
    let isMet: Bool?

    init(_ name: String, _ value: String, mark: String = "", isMet: Bool? = nil) {
        (self.name, self.value, self.mark, self.isMet) = (name, value, mark, isMet)
    }
}

extension Duration {
    /// `12.3 ms`.
    var shown: String { "\(seconds.times(1000).rounded(to: 1)) ms" }
}

extension Double {
    fileprivate func times(_ factor: Double) -> Double { self * factor }

    /// The number with so many decimals, as text.
    func rounded(to decimals: Int) -> String {
        var factor = 1.0
        for _ in 0..<decimals { factor *= 10 }
        let whole = Int((self * factor).rounded())
        guard decimals > 0 else { return "\(whole)" }
        let rest = "\(abs(whole) % Int(factor))"
        let sign = whole < 0 && whole > -Int(factor) ? "-" : ""
        return "\(sign)\(whole / Int(factor)).\(String(repeating: "0", count: decimals - rest.count))\(rest)"
    }
}
