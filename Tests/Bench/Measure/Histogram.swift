/// Counts durations in buckets that grow with the value, so that every percentile is right to about 1 in 1000 whatever
/// the range, in memory that does not grow with the run.
///
/// The layout is that of Gil Tene's HdrHistogram (hdrhistogram.org): each power of two is cut into 1024 equal buckets.
struct Histogram: Sendable {
    private static let bits = 10
    private static let cells = 1 << bits

    private var counts: [UInt32] = []
    private(set) var count = 0
    private(set) var max = Duration.zero

    mutating func record(_ duration: Duration) {
        let value = Swift.max(0, duration.nanoseconds) >> 10
        let index = Self.index(of: value)
        if index >= counts.count { counts += repeatElement(0, count: index + 1 - counts.count) }
        counts[index] += 1
        count += 1
        max = Swift.max(max, duration)
    }

    static func += (total: inout Histogram, part: Histogram) {
        if total.counts.count < part.counts.count {
            total.counts += repeatElement(0, count: part.counts.count - total.counts.count)
        }
        for (index, count) in part.counts.enumerated() { total.counts[index] += count }
        total.count += part.count
        total.max = Swift.max(total.max, part.max)
    }

    /// The duration that `share` (0…1) of all do not exceed; zero when there are none.
    func percentile(_ share: Double) -> Duration {
        let goal = Swift.max(1, Int((share * Double(count)).rounded(.up)))
        var seen = 0
        for (index, cell) in counts.enumerated() {
            seen += Int(cell)
            if seen >= goal { return min(.nanoseconds(Self.upperEnd(of: index) << 10), max) }
        }
        return max
    }

    private static func index(of value: Int64) -> Int {
        guard value >= cells else { return Int(value) }
        let shift = 63 - value.leadingZeroBitCount - bits
        return (shift << bits) + Int(value >> shift)
    }

    /// The largest value that falls into a bucket.
    private static func upperEnd(of index: Int) -> Int64 {
        guard index >= 2 * cells else { return Int64(index) }
        let shift = index >> bits - 1
        return ((Int64(index - shift << bits) + 1) << shift) - 1
    }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    var seconds: Double {
        Double(nanoseconds) / 1e9
    }
}
