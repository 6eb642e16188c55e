import Foundation

/// A picture of a drill: tickets a second and how long clients waited, the times of faults shaded.
struct Picture {
    let outcome: Outcome

    private static let (width, height, left, top) = (960.0, 300.0, 50.0, 40.0)
    /// Seconds that one column stands for.
    private static let step = 0.5

    private struct Column {
        var ok = 0
        var other = 0
        var waits: [Double] = []

        /// The wait that 99 of 100 clients do not exceed.
        var wait: Double { waits.sorted().dropLast(waits.count / 100).last ?? 0 }
    }

    func svg() -> String {
        let ended = outcome.attempts.compactMap { attempt in attempt.ended.map { (attempt, $0) } }
        let seconds = max((ended.map(\.1) + outcome.diary.faults.map(\.ended)).max() ?? 1, 1)
        var columns = [Column](repeating: Column(), count: Int(seconds / Self.step) + 1)
        for (attempt, end) in ended {
            let index = Int(end / Self.step)
            if attempt.outcome == .ok { columns[index].ok += 1 } else { columns[index].other += 1 }
            columns[index].waits.append(end - attempt.began)
        }
        let most = Double(columns.map { $0.ok + $0.other }.max() ?? 1)
        let longest = max(columns.map(\.wait).max() ?? 1, 0.001)
        let x = { (second: Double) in Self.left + second / seconds * (Self.width - Self.left - 20) }
        let parts = shades(x) + bars(columns, most, x) + [line(columns, longest, x)] + texts(most, longest, seconds)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height + Self.top + 40))" \
            font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="white"/>
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }

    private func shades(_ x: (Double) -> Double) -> [String] {
        outcome.diary.faults.map { fault in
            let (from, to) = (x(fault.began), x(fault.ended))
            return """
                <rect x="\(from.shown)" y="\(Self.top)" width="\(max(to - from, 1).shown)" height="\(Self.height)" \
                fill="#f6d5d0"><title>\(escaped(fault.name))</title></rect>
                """
        }
    }

    private func bars(_ columns: [Column], _ most: Double, _ x: (Double) -> Double) -> [String] {
        columns.enumerated().flatMap { index, column -> [String] in
            let (from, to) = (x(Double(index) * Self.step), x(Double(index + 1) * Self.step))
            var base = Self.top + Self.height
            return [(column.ok, "#3a7d44"), (column.other, "#c8553d")].filter { $0.0 > 0 }.map { count, color in
                let tall = Double(count) / most * Self.height
                base -= tall
                return """
                    <rect x="\(from.shown)" y="\(base.shown)" width="\((to - from).shown)" height="\(tall.shown)" \
                    fill="\(color)"/>
                    """
            }
        }
    }

    private func line(_ columns: [Column], _ longest: Double, _ x: (Double) -> Double) -> String {
        let points = columns.enumerated().filter { !$0.element.waits.isEmpty }.map { index, column in
            let y = Self.top + Self.height * (1 - column.wait / longest)
            return "\(x((Double(index) + 0.5) * Self.step).shown),\(y.shown)"
        }
        let list = points.joined(separator: " ")
        return ##"<polyline points="\##(list)" fill="none" stroke="#1d3557" stroke-width="1.5"/>"##
    }

    private func texts(_ most: Double, _ longest: Double, _ seconds: Double) -> [String] {
        let title = "Drill \(outcome.drill.number): \(outcome.drill.name) · seed \(outcome.seed)"
        let legend = """
            green: accepted, red: not (at most \(Int(most / Self.step)) a second) · line: longest wait of 99 in 100 \
            (at most \(longest.shown) s) · shaded: something is broken
            """
        let bottom = Self.top + Self.height
        return [
            #"<text x="50" y="20" font-weight="bold">\#(escaped(title))</text>"#,
            #"<text x="50" y="\#(bottom + 34)">\#(escaped(legend))</text>"#,
            #"<text x="50" y="\#(bottom + 16)">0 s</text>"#,
            #"<text x="\#(Self.width - 60)" y="\#(bottom + 16)">\#(Int(seconds)) s</text>"#,
        ]
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
