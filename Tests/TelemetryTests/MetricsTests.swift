import Telemetry
import Testing

@Suite("The metrics a service shows")
struct MetricsTests {
    private let metrics = Metrics()

    /// The lines of one family.
    private func lines(of name: String) -> [String] {
        metrics.exposition().split(separator: "\n").map(String.init).filter { $0.contains(name) }
    }

    @Test func `are written with help, type, labels and value`() {
        metrics.counter("tickets_total", ["channel": "web"], help: "Tickets taken in.").increment()
        metrics.counter("tickets_total", ["channel": "phone"], help: "Tickets taken in.").increment(by: 2.5)
        #expect(
            lines(of: "tickets_total") == [
                "# HELP tickets_total Tickets taken in.", "# TYPE tickets_total counter",
                #"tickets_total{channel="web"} 1"#, #"tickets_total{channel="phone"} 2.5"#,
            ]
        )
    }

    @Test func `escape help and label values, and make names legal`() {
        metrics.gauge("9 lives", ["la-bel": "a\"b\\c\nd"], help: "two\nlines \\ \"quoted\"").set(-3)
        #expect(
            lines(of: "_lives") == [
                #"# HELP __lives two\nlines \\ "quoted""#, "# TYPE __lives gauge",
                #"__lives{la_bel="a\"b\\c\nd"} -3"#,
            ]
        )
    }

    @Test func `come in the order of their names, each family in one piece`() {
        metrics.gauge("b", help: "").set(1)
        metrics.gauge("a", ["x": "1"], help: "").set(1)
        metrics.gauge("c", help: "").set(1)
        metrics.gauge("a", ["x": "2"], help: "").set(1)
        let names = metrics.exposition().split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.prefix(1) }
        #expect(names.prefix(4) == ["a", "a", "b", "c"])
    }

    @Test func `give the same instrument for the same name and labels`() {
        #expect(metrics.counter("n_total", ["a": "1"], help: "") === metrics.counter("n_total", ["a": "1"], help: ""))
        #expect(metrics.counter("n_total", ["a": "1"], help: "") !== metrics.counter("n_total", ["a": "2"], help: ""))
    }

    @Test func `count a histogram's values up to and with each bound`() {
        let histogram = metrics.histogram("wait_seconds", ["q": "x"], help: "Wait.", buckets: [1, 0.1, .infinity, 1])
        for value in [0.1, 0.11, 1, 5, .nan] { histogram.observe(value) }
        histogram.observe(.milliseconds(50))
        #expect(
            lines(of: "wait_seconds").dropFirst(2) == [
                #"wait_seconds_bucket{q="x",le="0.1"} 2"#, #"wait_seconds_bucket{q="x",le="1"} 4"#,
                #"wait_seconds_bucket{q="x",le="+Inf"} 5"#, #"wait_seconds_sum{q="x"} 6.26"#,
                #"wait_seconds_count{q="x"} 5"#,
            ]
        )
    }

    @Test func `read callbacks at each scrape, and show nothing while there is nothing`() {
        let reading = SwitchedReading()
        metrics.gauge("depth", help: "") { reading.value }
        #expect(lines(of: "depth").isEmpty)
        reading.inner.set(7)
        reading.isOn.set(1)
        #expect(lines(of: "depth").last == "depth 7")
    }

    @Test func `read families whose series come and go, each series once`() {
        metrics.gauges("lag", help: "Lag.") {
            [
                .init(["partition": "0"], value: 3), .init(["partition": "1"], value: 4),
                .init(["partition": "0"], value: 9),
            ]
        }
        #expect(lines(of: "lag{") == [#"lag{partition="0"} 3"#, #"lag{partition="1"} 4"#])
    }

    @Test func `refuse what contradicts an earlier use, without stopping the caller`() {
        metrics.counter("x_total", ["a": "1"], help: "").increment()
        metrics.gauge("x_total", ["a": "1"], help: "").set(5)
        metrics.counter("x_total", ["b": "1"], help: "").increment()
        metrics.histogram("h", ["le": "1"], help: "").observe(1.0)
        #expect(lines(of: "x_total").last == #"x_total{a="1"} 1"#)
        #expect(lines(of: "telemetry_refused_series_total").last == "telemetry_refused_series_total 3")
    }

    @Test func `bound the series of a family`() {
        for number in 0...Metrics.mostSeries {
            metrics.counter("id_total", ["id": "\(number)"], help: "").increment()
        }
        #expect(lines(of: "id_total{").count == Metrics.mostSeries)
    }

    @Test func `never fall in a counter, even with many writers`() async {
        let counter = metrics.counter("n_total", help: "")
        counter.increment(by: -5)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<1000 { counter.increment() } }
            }
        }
        #expect(counter.value == 8000)
    }

    @Test func `tell the process's memory, time, files and start`() throws {
        metrics.registerProcess()
        metrics.registerBuild(service: "intake", version: "1.0")
        let values = Dictionary(
            uniqueKeysWithValues: metrics.exposition().split(separator: "\n").filter { !$0.hasPrefix("#") }
                .map { line in (String(line.prefix { $0 != " " }), Double(line.split(separator: " ").last ?? "") ?? -1)
                }
        )
        #expect(try #require(values["process_resident_memory_bytes"]) > 1_000_000)
        #expect(try #require(values["process_cpu_seconds_total"]) > 0)
        #expect(try #require(values["process_open_fds"]) >= 3)
        let age = Double(WallClock.microseconds()) / 1e6 - (try #require(values["process_start_time_seconds"]))
        #expect(age > -2 && age < 86_400)
        #expect(values[#"build_info{service="intake",version="1.0"}"#] == 1)
    }
}

/// A reading that can be switched on.
private struct SwitchedReading: Sendable {
    let inner = Metrics().gauge("x", help: "")
    let isOn = Metrics().gauge("y", help: "")

    var value: Double? { isOn.value == 1 ? inner.value : nil }
}
