import Foundation
import Postgres
import TestKit

/// What a figure is worth nothing without: the machine, what else it was doing, and what was measured.
struct Conditions: Sendable {
    private(set) var lines: [(name: String, value: String)] = []

    init(texts: String, count: Int) {
        let machine = ProcessInfo.processInfo
        let format = Date.ISO8601FormatStyle()
        lines = [
            ("when", Date.now.formatted(format)),
            (
                "machine",
                "\(machine.activeProcessorCount) cores (\(Self.processor)), \(machine.physicalMemory >> 30) GiB"
            ),
            ("load before", Self.file("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ")),
            ("kernel", Self.file("/proc/sys/kernel/osrelease")),
            ("Kafka", RealKafka.home == nil ? "the embedded broker" : "a real node (KAFKA_HOME), one JVM"),
            ("texts", "\(count) of \(texts)"),
        ]
    }

    /// What else this machine did meanwhile: the share of its processor time that was not ours.
    mutating func add(_ name: String, _ value: String) {
        lines.append((name, value))
    }

    static func database(over pool: Pool) async throws -> String {
        try await pool.read { session in
            let row = try session.query(
                """
                SELECT current_setting('server_version') || ', fsync ' || current_setting('fsync')
                    || ', synchronous_commit ' || current_setting('synchronous_commit') AS text
                """
            )[0]
            return try row["text", as: String.self]
        }
    }

    /// Seconds of processor time that the whole machine has used since its start.
    static var machineTime: Double {
        let words = file("/proc/stat").split(separator: "\n").first?.split(separator: " ").dropFirst() ?? []
        let ticks = words.compactMap { Double($0) }
        guard ticks.count > 6 else { return 0 }
        // Without idle and waiting for disks.
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / 100
    }

    private static var processor: String {
        let line = file("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    }

    private static func file(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
