internal import Synchronization

/// A label of a series; names are made legal when it is built, values may be any text.
struct Label: Sendable, Hashable {
    let name: String
    let value: String

    init(name: String, value: String) {
        self.name = Exposition.labelName(name)
        self.value = value
    }
}

/// What a family keeps for one series and can write out.
protocol Instrument: Sendable {
    func write(_ name: String, _ labels: [Label], into text: inout Exposition)
}

/// All series of one metric name.
final class Family: Sendable {
    enum Kind: Sendable, Equatable {
        case counter
        case gauge
        case histogram([Double])

        var name: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    struct Series: Sendable {
        let labels: [Label]
        let instrument: any Instrument
    }

    let name: String
    let kind: Kind
    let help: String
    private let labelNames: [String]
    private let known = Mutex<(order: [Series], index: [[Label]: Int])>(([], [:]))

    init(name: String, kind: Kind, help: String, labels: [Label]) {
        self.name = name
        self.kind = kind
        self.help = help
        labelNames = labels.map(\.name)
    }

    var series: [Series] { known.withLock { $0.order } }

    func agrees(kind: Kind, labels: [Label]) -> Bool {
        let names = labels.map(\.name)
        // `le` belongs to the buckets of a histogram.
        return kind == self.kind && names == labelNames && Set(names).count == names.count && !names.contains("le")
    }

    /// The instrument of a series, made when it is new; nil when there are too many or it is of another sort.
    func instrument<I: Instrument>(_ labels: [Label], orMake make: () -> I) -> I? {
        known.withLock { known in
            if let place = known.index[labels] { return known.order[place].instrument as? I }
            guard known.order.count < Metrics.mostSeries else { return nil }
            let instrument = make()
            known.index[labels] = known.order.count
            known.order.append(Series(labels: labels, instrument: instrument))
            return instrument
        }
    }
}
