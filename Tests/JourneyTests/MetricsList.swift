import FoundationEssentials
import TestKit

/// The list of metrics that alerts and dashboards may ask for, as deploy/prometheus/metrics.tsv has it.
struct MetricsList {
    struct Entry: Hashable {
        let name: String
        let kind: String
        let service: String
    }

    let entries: [Entry]

    init() throws {
        let text = try String(contentsOfFile: BuildFolder.source("deploy/prometheus/metrics.tsv"), encoding: .utf8)
        entries = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.flatMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            let services =
                fields[2] == "all" ? RunningSystem.services : fields[2].split(separator: ",").map(String.init)
            return services.map { Entry(name: fields[0], kind: fields[1], service: $0) }
        }
    }

    /// The entries that a service's /metrics, in the text format, has.
    func found(in text: String, of service: String) -> [Entry] {
        let lines = Set(text.split(separator: "\n"))
        return entries.filter { $0.service == service && lines.contains("# TYPE \($0.name) \($0.kind)") }
    }
}
