/// The Prometheus text format 0.0.4, written family by family.
struct Exposition {
    private(set) var text = ""

    /// A family without a single value leaves no lines: HELP and TYPE alone would say nothing.
    mutating func append(_ family: Family) {
        var samples = Exposition()
        for series in family.series {
            series.instrument.write(family.name, series.labels, into: &samples)
        }
        guard !samples.text.isEmpty else { return }
        text += "# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n"
        text += "# TYPE \(family.name) \(family.kind.name)\n"
        text += samples.text
    }

    mutating func sample(_ name: String, _ labels: [Label], _ value: Double) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Whole numbers without the ".0": `le="1"` is what people type in queries.
        return Int64(exactly: value).map(String.init) ?? String(value)
    }

    /// A name with everything illegal replaced: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
    static func metricName(_ name: String) -> String {
        legal(name, alsoColon: true)
    }

    /// A name with everything illegal replaced: `[a-zA-Z_][a-zA-Z0-9_]*`.
    static func labelName(_ name: String) -> String {
        legal(name, alsoColon: false)
    }

    private static func legal(_ name: String, alsoColon: Bool) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_": result.unicodeScalars.append(scalar)
            case "0"..."9" where !result.isEmpty: result.unicodeScalars.append(scalar)
            case ":" where alsoColon: result.unicodeScalars.append(scalar)
            default: result += "_"
            }
        }
        return result.isEmpty ? "_" : result
    }

    private static func escaped(_ value: String, quotes: Bool) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
