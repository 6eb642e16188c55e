internal import Synchronization

/// The figures a service shows to Prometheus: made once, changed cheaply, written out at each scrape.
///
/// Asking twice for the same name and labels gives the same instrument. A name that is already used for another kind,
/// other label names or other buckets gives an instrument that works but is not shown, and is counted in
/// `telemetry_refused_series_total`: a mistake in a metric must not stop a service.
package final class Metrics: Sendable {
    package typealias Labels = KeyValuePairs<String, String>

    /// One value of a family whose series are only known when it is read.
    package struct Sample: Sendable {
        let labels: [Label]
        let value: Double

        package init(_ labels: Labels = [:], value: Double) {
            self.labels = labels.map { Label(name: $0.key, value: $0.value) }
            self.value = value
        }
    }

    /// A family beyond this many series drops new ones: a label with ids in it must not eat the memory.
    package static let mostSeries = 2000

    /// Answers `Content-Type` of the text this registry writes.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let families = Mutex<[String: Family]>([:])
    private let refused = Counter()

    package init() {
        let refused = refused
        counter("telemetry_refused_series_total", help: "Series not shown: name in conflict or too many.") {
            refused.value
        }
    }

    /// A number that only grows; its name ends in `_total`.
    package func counter(_ name: String, _ labels: Labels = [:], help: String) -> Counter {
        instrument(name, labels, .counter, help) { Counter() } as Counter
    }

    /// A number that goes up and down.
    package func gauge(_ name: String, _ labels: Labels = [:], help: String) -> Gauge {
        instrument(name, labels, .gauge, help) { Gauge() } as Gauge
    }

    /// How values spread over buckets, given by their ascending upper bounds.
    package func histogram(
        _ name: String,
        _ labels: Labels = [:],
        help: String,
        buckets: [Double] = Histogram.seconds
    ) -> Histogram {
        let bounds = Histogram.bounds(from: buckets)
        return instrument(name, labels, .histogram(bounds), help) { Histogram(bounds: bounds) } as Histogram
    }

    /// A growing number kept elsewhere and read at each scrape.
    package func counter(_ name: String, _ labels: Labels = [:], help: String, reading: @escaping Reading.Source) {
        _ = instrument(name, labels, .counter, help) { Reading(reading) } as Reading
    }

    /// A number kept elsewhere and read at each scrape; nothing is shown while it answers nil.
    package func gauge(_ name: String, _ labels: Labels = [:], help: String, reading: @escaping Reading.Source) {
        _ = instrument(name, labels, .gauge, help) { Reading(reading) } as Reading
    }

    /// A family of gauges whose series come and go, such as the lag of each assigned partition.
    package func gauges(_ name: String, help: String, reading: @escaping @Sendable () -> [Sample]) {
        _ = instrument(name, [:], .gauge, help) { SampleReading(reading) } as SampleReading
    }

    /// Everything in the Prometheus text format 0.0.4, ordered by name so that two scrapes can be compared.
    package func exposition() -> String {
        let families = families.withLock { Array($0.values) }.sorted { $0.name < $1.name }
        var text = Exposition()
        // Readings run outside the lock: they are other people's code, and may ask for an instrument themselves.
        for family in families { text.append(family) }
        return text.text
    }

    private func instrument<I: Instrument>(
        _ name: String,
        _ labels: Labels,
        _ kind: Family.Kind,
        _ help: String,
        make: () -> I
    ) -> I {
        let name = Exposition.metricName(name)
        let labels = labels.map { Label(name: $0.key, value: $0.value) }
        let registered = families.withLock { families -> I? in
            let family = families[name] ?? Family(name: name, kind: kind, help: help, labels: labels)
            guard family.agrees(kind: kind, labels: labels) else { return nil }
            families[name] = family
            return family.instrument(labels, orMake: make)
        }
        if let registered { return registered }
        refused.increment()
        return make()
    }
}
