import FoundationEssentials
import Kafka
import Processes
import TestKit
import Testing

@testable import Shouwen

@Suite("The doctor's report")
struct DoctorReportTests {
    private let findings = [
        Finding.well("schema", "current"), .ill("relays", "none runs", do: "start relay", see: "OutboxStalled"),
    ]

    private struct Report: Decodable {
        struct Line: Decodable, Equatable {
            let what, finding: String
            let well: Bool
            let remedy, runbook: String?
        }

        let well: Bool
        let findings: [Line]
    }

    @Test func `is a table for people, with advice below it`() {
        let text = DoctorCommand.text(findings)
        #expect(text.contains("PROBLEM  relays  none runs"))
        #expect(text.hasSuffix("relays: start relay\n    more: deploy/runbooks/OutboxStalled.md"))
    }

    @Test func `is JSON for machines`() throws {
        let report = try JSONDecoder().decode(Report.self, from: Data(DoctorCommand.json(findings).utf8))
        #expect(!report.well && report.findings.map(\.what) == ["schema", "relays"])
        #expect(report.findings.last?.runbook == "OutboxStalled" && report.findings.first?.remedy == nil)
        let fine = try JSONDecoder().decode(Report.self, from: Data(DoctorCommand.json([findings[0]]).utf8))
        #expect(fine.well)
    }

    @Test(arguments: [["doctor", "now"], ["doctor", "--xml"], ["doctor"]])
    func `is none when the command is misused or has no settings`(words: [String]) async throws {
        try await TemporaryFolder.with { folder in
            let child = try await ChildProcess.start(
                BuildFolder.program("shouwen"),
                words,
                environment: BuildFolder.environment,
                log: folder.path(of: "log")
            )
            #expect(await child.ended() == .exited(2))
        }
    }

    @Test func `ends with 1 when something is wrong`() async throws {
        try await Surgery.with { surgery in
            try await TemporaryFolder.with { folder in
                var environment = BuildFolder.environment
                environment["DATABASE_URL"] = surgery.database.url
                environment["KAFKA_BOOTSTRAP_SERVERS"] = surgery.broker.bootstrapServers
                let child = try await ChildProcess.start(
                    BuildFolder.program("shouwen"),
                    ["doctor", "--json"],
                    environment: environment,
                    log: folder.path(of: "log")
                )
                #expect(await child.ended() == .exited(1))
                #expect(try folder.read("log").contains(#""what" : "services""#))
            }
        }
    }
}
