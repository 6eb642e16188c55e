import Foundation
import TestKit

/// Carries the runs out one after another, says how far it is, and writes the table and the pictures.
struct Bench {
    private let arguments: BenchArguments
    private let texts: [String]
    private(set) var report: Report
    private var pictures: [(name: String, svg: String)] = []

    init(_ arguments: BenchArguments) throws {
        self.arguments = arguments
        texts = try Texts.read(arguments.texts)
        report = Report(conditions: Conditions(texts: arguments.texts, count: texts.count))
    }

    mutating func run() async throws {
        let (began, machine) = (ContinuousClock.now, Conditions.machineTime)
        var copy = self
        try await Stand.with(texts: texts) { stand in
            let database = try await Conditions.database(over: stand.pool)
            copy.report.conditions.add("PostgreSQL", database)
            if copy.wants("start") { try await copy.start(stand) }
            if copy.wants("steady") { try await copy.steady(stand) }
            if copy.wants("flow") || copy.wants("limit") { try await copy.flow(stand) }
        }
        self = copy
        if wants("intake") {
            try await Stand.with(texts: texts) { stand in try await copy.intake(stand) }
        }
        if wants("failover") {
            let two = ["relay": 2, "classifier": 2, "router": 2]
            try await Stand.with(replicas: two, texts: texts) { stand in try await copy.failover(stand) }
        }
        self = copy
        let (took, busy) = ((ContinuousClock.now - began).seconds, Conditions.machineTime - machine)
        report.conditions.add("whole run", "\(Int(took)) s, the machine busy for \(Int(busy)) s of processor time")
        try write()
    }

    private func wants(_ run: String) -> Bool { arguments.only.contains(run) }

    private var short: Duration { .seconds(max(5, arguments.seconds / 4)) }

    private mutating func start(_ stand: Stand) async throws {
        say("starting each service anew")
        let times = try await StartRun(stand: stand).run()
        let longest = times.max { $0.time < $1.time }
        if let longest {
            report.add(
                Row(
                    "start of a service to ready, the slowest (\(longest.service))",
                    longest.time.shown,
                    mark: "≤ 1 s",
                    isMet: longest.time <= .seconds(1)
                )
            )
        }
    }

    private mutating func steady(_ stand: Stand) async throws {
        say("\(Int(arguments.rate)) tickets a second for \(Int(arguments.minutes)) minutes")
        let time = Duration.seconds(arguments.minutes * 60)
        let result = try await SteadyRun(stand: stand, perSecond: arguments.rate, time: time).run()
        let (post, routed) = (result.load.latency, result.routed)
        let rate = "at \(Int(arguments.rate)) tickets/s"
        let isWhole = result.lost == 0 && result.load.refused.isEmpty
        report.add(
            Row(
                "\(rate): POST answered p50 / p99 / max",
                "\(post.percentile(0.5).shown) / \(post.percentile(0.99).shown) / \(post.max.shown)",
                mark: "p99 ≤ 20 ms",
                isMet: isWhole && post.percentile(0.99) <= .milliseconds(20)
            )
        )
        report.add(
            Row(
                "\(rate): POST → routed p50 / p99 / max",
                "\(routed.percentile(0.5).shown) / \(routed.percentile(0.99).shown) / \(routed.max.shown)",
                mark: "≤ 30 / ≤ 150 ms",
                isMet: isWhole && routed.percentile(0.5) <= .milliseconds(30)
                    && routed.percentile(0.99) <= .milliseconds(150)
            )
        )
        if !isWhole {
            report.add(Row("  not seen routed; refused", "\(result.lost); \(result.load.refused)", isMet: false))
        }
        growth(result)
        pictures.append(
            (
                "latency",
                Picture.latency(
                    [("POST answered", "#1d4e89", post), ("POST → routed", "#3a7d44", routed)],
                    title: "Latency at \(Int(arguments.rate)) tickets a second"
                )
            )
        )
    }

    /// A tenth, or 4 MiB, is what an allocator may move within; more is growth.
    private mutating func growth(_ result: SteadyRun.Result) {
        let grown = result.memory.filter { $0.late - $0.early > max(4 << 20, $0.early / 10) }
        let most = result.memory.max { $0.late - $0.early < $1.late - $1.early }
        guard let most else { return }
        report.add(
            Row(
                "growth of memory over steady load, the most (\(most.service))",
                "\(((Double(most.late) - Double(most.early)) / 1_048_576).rounded(to: 1)) MiB",
                mark: "none",
                isMet: grown.isEmpty
            )
        )
    }

    private mutating func flow(_ stand: Stand) async throws {
        say("as many tickets as the system carries, for \(arguments.seconds) s")
        let result = try await FlowRun(stand: stand, time: .seconds(arguments.seconds)).run()
        var row = Row(
            "sustained \(arguments.seconds) s, POST → routed and notified",
            "\(Int(result.perSecond)) tickets/s",
            mark: "≥ 1,000",
            isMet: result.perSecond >= 1000 && result.load.refused.isEmpty
        )
        report.add(row)
        let total = result.processor.values.reduce(0, +)
        let parts = result.processor.filter { $0.value >= 0.005 }.sorted { $0.value > $1.value }
            .map { "\($0.key) \($0.value.rounded(to: 2))" }
        report.add(Row("  processor time a ticket", "\(total.rounded(to: 2)) ms: \(parts.joined(separator: ", "))"))
        memory(result)
        pictures.append(("flow", Picture.flow(result.samples, title: "Tickets a second by stage")))
        guard wants("limit") else { return }
        say("the same rows by a bare SQL client")
        let limit = try await LimitRun(stand: stand, rows: result.rows, time: short).run()
        let ratio = result.perSecond / limit
        row = Row(
            "a bare SQL client with the same rows; our ratio to it",
            "\(Int(limit)) tickets/s; \(ratio.rounded(to: 2))",
            mark: "≥ 0.3",
            isMet: ratio >= 0.3
        )
        report.add(row)
    }

    private mutating func memory(_ result: FlowRun.Result) {
        let services = result.memory.filter { RunningSystem.services.contains($0.key) }
        guard let most = services.max(by: { $0.value < $1.value }) else { return }
        report.add(
            Row(
                "resident memory after it, the most (\(most.key))",
                "\((Double(most.value) / 1_048_576).rounded(to: 0)) MiB",
                mark: "≤ 64 MB",
                isMet: most.value <= 64_000_000
            )
        )
    }

    private mutating func intake(_ stand: Stand) async throws {
        say("intake alone, 64 connections")
        let result = try await IntakeRun(stand: stand, connections: 64, time: short).run()
        report.add(
            Row(
                "intake alone, 64 connections",
                "\(Int(result.perSecond)) accepted/s, p99 \(result.latency.percentile(0.99).shown)",
                mark: "≥ 8,000",
                isMet: result.perSecond >= 8000 && result.refused.isEmpty
            )
        )
    }

    private mutating func failover(_ stand: Stand) async throws {
        say("kill -9 of one of two processes")
        for (service, time) in try await FailoverRun(stand: stand).run() {
            report.add(
                Row(
                    "a \(service) killed: its work goes on elsewhere",
                    time.shown,
                    mark: "≤ 5 s",
                    isMet: time <= .seconds(5)
                )
            )
        }
    }

    private func say(_ step: String) {
        Main.say("→ \(step)\n")
    }

    private func write() throws {
        let folder = URL(filePath: arguments.folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(report.table.utf8).write(to: folder.appending(path: "table.txt"))
        try report.json().write(to: folder.appending(path: "table.json"))
        for picture in pictures {
            try Data(picture.svg.utf8).write(to: folder.appending(path: "\(picture.name).svg"))
        }
        Main.say("\n\(report.table)\n\(report.missed) marks missed; pictures in \(arguments.folder)\n")
    }
}
