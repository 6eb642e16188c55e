import FoundationEssentials
import TestKit
import Testing

@testable import Bench

@Suite("The bench") struct BenchRunTests {
    @Test func `measures a whole system and tells under which conditions`() async throws {
        try await TemporaryFolder.with { folder in
            let words = ["--only", "start,flow,limit", "--seconds", "5", "--folder", folder.path]
            var bench = try Bench(BenchArguments(words + ["--texts", BuildFolder.source("deploy/local/samples.json")]))
            try await bench.run()
            let table = try folder.read("table.txt")
            for part in [
                "start of a service to ready", "sustained 5 s, POST → routed and notified", "processor time a ticket",
                "resident memory", "a bare SQL client with the same rows", "conditions", "fsync on", "40 of ",
            ] {
                #expect(table.contains(part), "\(part) in \(table)")
            }
            #expect(try folder.read("table.json").contains("\"conditions\""))
            let picture = try folder.read("flow.svg")
            #expect(picture.count(of: "<polyline") == 4)
            let carried = try #require(bench.report.rows.first { $0.name.hasPrefix("sustained") })
            #expect((Int(carried.value.split(separator: " ").first ?? "") ?? 0) > 0)
        }
    }

    @Test func `refuses a file of texts that is not there`() {
        #expect(throws: Messages.Failure.self) { try Bench(BenchArguments(["--texts", "/nowhere.json"])) }
    }
}

extension String {
    fileprivate func count(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
