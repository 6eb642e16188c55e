import Foundation

/// Pictures beside the table: tickets a second by stage over time, and latency by percentile.
struct Picture {
    private static let (width, height, left, top) = (960.0, 300.0, 60.0, 46.0)

    private let title: String
    private let legend: String
    private var parts: [String] = []

    /// Tickets a second at each stage while the whole system carried what it could.
    static func flow(_ samples: [Sampler.Sample], title: String) -> String {
        var picture = Picture(
            title: title,
            legend: "accepted (blue), classified (orange), routed (green), notified (red), tickets a second"
        )
        let seconds = samples.last?.second ?? 1
        let stages: [(color: String, count: (Sampler.Sample) -> Int)] = [
            ("#1d4e89", \.accepted), ("#e09f3e", \.classified), ("#3a7d44", \.routed), ("#c8553d", \.notified),
        ]
        let rates = stages.map { stage in rate(samples, stage.count) }
        let most = max(rates.flatMap { $0.map(\.1) }.max() ?? 1, 1)
        for (stage, rate) in zip(stages, rates) {
            picture.line(rate.map { ($0.0 / seconds, $0.1 / most) }, stage.color)
        }
        picture.axes(bottom: "0 s", end: "\(Int(seconds)) s", top: "\(Int(most))/s")
        return picture.svg
    }

    /// How long the slowest waited: latency by share of all, on the scale of nines that HdrHistogram's plots have.
    static func latency(_ curves: [(name: String, color: String, histogram: Histogram)], title: String) -> String {
        let names = curves.map { "\($0.name) (\($0.color.hasPrefix("#1") ? "blue" : "green"))" }
        var picture = Picture(title: title, legend: names.joined(separator: ", ") + ", milliseconds by percentile")
        let shares = (0...60).map { 1 - 1 / pow(10, Double($0) / 20) }
        let longest = curves.map { $0.histogram.percentile(shares[60]).seconds }.max() ?? 1
        for curve in curves {
            let points = shares.enumerated().map { place, share in
                (Double(place) / 60, curve.histogram.percentile(share).seconds / max(longest, 1e-9))
            }
            picture.line(points, curve.color)
        }
        picture.axes(
            bottom: "0 %     90 % at a third, 99 % at two thirds",
            end: "99.9 %",
            top: "\(Int(longest * 1000)) ms"
        )
        return picture.svg
    }

    private init(title: String, legend: String) {
        (self.title, self.legend) = (title, legend)
    }

    /// Tickets a second, each over two seconds, so that a line shows the flow and not the looking.
    private static func rate(_ samples: [Sampler.Sample], _ count: (Sampler.Sample) -> Int) -> [(Double, Double)] {
        samples.indices.dropFirst(8).map { place in
            let (now, before) = (samples[place], samples[place - 8])
            return (now.second, Double(count(now) - count(before)) / max(now.second - before.second, 0.001))
        }
    }

    private mutating func line(_ points: [(Double, Double)], _ color: String) {
        let list = points.map { point in
            let x = Self.left + point.0 * (Self.width - Self.left - 20)
            return "\(x.rounded(to: 1)),\((Self.top + Self.height * (1 - point.1)).rounded(to: 1))"
        }
        parts.append(
            ##"<polyline points="\##(list.joined(separator: " "))" fill="none" stroke="\##(color)" stroke-width="1.8"/>"##
        )
    }

    private mutating func axes(bottom: String, end: String, top: String) {
        let base = Self.top + Self.height
        parts += [
            ##"<path d="M\##(Self.left) \##(Self.top)V\##(base)H\##(Self.width - 20)" fill="none" stroke="#888"/>"##,
            #"<text x="\#(Self.left)" y="\#(base + 18)">\#(bottom)</text>"#,
            #"<text x="\#(Self.width - 20)" y="\#(base + 18)" text-anchor="end">\#(end)</text>"#,
            #"<text x="\#(Self.left - 6)" y="\#(Self.top + 10)" text-anchor="end">\#(top)</text>"#,
            #"<text x="\#(Self.left - 6)" y="\#(base)" text-anchor="end">0</text>"#,
            #"<text x="\#(Self.left)" y="\#(base + 38)">\#(legend)</text>"#,
        ]
    }

    private var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height + Self.top + 50))" \
        font-family="sans-serif" font-size="12">
        <rect width="100%" height="100%" fill="white"/>
        <text x="\(Self.left)" y="24" font-weight="bold" font-size="14">\(title)</text>
        \(parts.joined(separator: "\n"))
        </svg>

        """
    }
}
