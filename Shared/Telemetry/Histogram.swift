internal import Synchronization

/// Counts values by buckets, so that Prometheus can tell percentiles over any time and any number of instances.
package final class Histogram: Instrument {
    /// The boundaries of OpenTelemetry for the duration of a request, in seconds.
    package static let seconds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

    private let bounds: [Double]
    private let state: Mutex<State>

    private struct State {
        var counts: [UInt64]
        var sum: Double
    }

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1), sum: 0))
    }

    /// Ascending, finite, each once: the bucket for everything else is always there.
    static func bounds(from buckets: [Double]) -> [Double] {
        Set(buckets.filter(\.isFinite)).sorted()
    }

    /// Counts a value; what is not a number is left out, for it would spoil the sum for ever.
    package func observe(_ value: Double) {
        guard !value.isNaN else { return }
        let place = bucket(of: value)
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    /// Counts a duration in seconds.
    package func observe(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        observe(Double(seconds) + Double(attoseconds) / 1e18)
    }

    /// The first bucket whose upper bound, which belongs to it, is not below the value.
    private func bucket(of value: Double) -> Int {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func write(_ name: String, _ labels: [Label], into text: inout Exposition) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total: UInt64 = 0
        for (count, bound) in zip(counts, bounds + [.infinity]) {
            total += count
            text.sample(name + "_bucket", labels + [Label(name: "le", value: Exposition.number(bound))], Double(total))
        }
        text.sample(name + "_sum", labels, sum)
        text.sample(name + "_count", labels, Double(total))
    }
}
