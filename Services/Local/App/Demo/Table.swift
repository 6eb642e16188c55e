/// Lines up cells in columns by what they take on the screen.
struct Table: Sendable {
    /// A column: its heading, whether its numbers stand to the right, and whether it gives way when space is short.
    struct Column: Sendable {
        let heading: String
        var isNumber = false
        var isElastic = false
    }

    private static let gap = "  "
    private static let narrowest = 8

    let columns: [Column]
    var rows: [[String]] = []

    func lines(width: Int) -> [String] {
        let widths = widths(within: width)
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
        return [line(columns.map(\.heading), widths), rule] + rows.map { line($0, widths) }
    }

    private func widths(within total: Int) -> [Int] {
        var widths = columns.indices.map { index in
            ([columns[index].heading] + rows.map { $0[index] }).map { DisplayWidth.of($0) }.max() ?? 0
        }
        let surplus = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - total
        if surplus > 0, let elastic = columns.firstIndex(where: \.isElastic) {
            widths[elastic] = max(Self.narrowest, widths[elastic] - surplus)
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let fitted = columns.indices.map { index in
            let cell = DisplayWidth.fit(cells[index], to: widths[index])
            let space = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(cell)))
            return columns[index].isNumber ? space + cell : cell + space
        }
        var line = fitted.joined(separator: Self.gap)
        while line.last == " " { line.removeLast() }
        return line
    }
}
