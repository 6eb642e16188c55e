internal import Synchronization

/// A number that only grows, safe to change from anywhere.
package final class Counter: Instrument {
    private let number = AtomicDouble()

    package var value: Double { number.value }

    /// Adds `amount`; a negative one is ignored, for a counter that falls looks like a restart.
    package func increment(by amount: Double = 1) {
        if amount > 0 { number.add(amount) }
    }

    func write(_ name: String, _ labels: [Label], into text: inout Exposition) {
        text.sample(name, labels, value)
    }
}

/// A number that goes up and down, safe to change from anywhere.
package final class Gauge: Instrument {
    private let number = AtomicDouble()

    package var value: Double { number.value }

    package func set(_ value: Double) {
        number.set(value)
    }

    package func increment(by amount: Double = 1) {
        number.add(amount)
    }

    package func decrement(by amount: Double = 1) {
        number.add(-amount)
    }

    func write(_ name: String, _ labels: [Label], into text: inout Exposition) {
        text.sample(name, labels, value)
    }
}

/// A number kept elsewhere, read when Prometheus asks.
package final class Reading: Instrument {
    package typealias Source = @Sendable () -> Double?

    private let source: Source

    init(_ source: @escaping Source) {
        self.source = source
    }

    func write(_ name: String, _ labels: [Label], into text: inout Exposition) {
        if let value = source() { text.sample(name, labels, value) }
    }
}

/// A family whose series are only known when Prometheus asks.
final class SampleReading: Instrument {
    private let source: @Sendable () -> [Metrics.Sample]

    init(_ source: @escaping @Sendable () -> [Metrics.Sample]) {
        self.source = source
    }

    func write(_ name: String, _ labels: [Label], into text: inout Exposition) {
        var written: Set<[Label]> = []
        // A series twice in one scrape makes Prometheus refuse the whole scrape.
        for sample in source() where written.insert(sample.labels).inserted {
            text.sample(name, sample.labels, sample.value)
        }
    }
}

/// A floating-point number changed without a lock; the standard library has atomics for whole numbers only.
private final class AtomicDouble: Sendable {
    private let bits = Atomic<UInt64>(0)

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Double) {
        bits.store(value.bitPattern, ordering: .relaxed)
    }

    func add(_ amount: Double) {
        var current = bits.load(ordering: .relaxed)
        while true {
            let sum = (Double(bitPattern: current) + amount).bitPattern
            let (exchanged, original) = bits.weakCompareExchange(expected: current, desired: sum, ordering: .relaxed)
            if exchanged { return }
            current = original
        }
    }
}
