import FoundationEssentials
import Testing

@testable import Local

@Suite("The town")
struct TownTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    private func town(_ broker: String...) throws -> Town {
        let arguments = ["--bin", workshop.folder, "--state", workshop.folder, "--broker"] + broker
        return try Town(try LocalArguments(arguments), environment: [:])
    }

    private func names(_ town: Town) -> [[String]] {
        town.plans.map { $0.map(\.name) }
    }

    @Test func `makes topics before anything uses them, whoever keeps the broker`() throws {
        let rest = [["relay", "classifier", "router", "sla-monitor", "notifier"], ["desk", "intake"]]
        #expect(names(try town("embedded")) == [["broker"]] + rest)
        #expect(names(try town("9092", "--", "java")) == [["kafka"]] + rest)
        // The supervisor prepares the broker after the first stage, which must hold none of its users.
        #expect(names(try town("external")) == [[]] + rest)
    }

    @Test func `tells where the health of every service is`() throws {
        let guide = try town("embedded").guide
        let places = try String(contentsOfFile: "\(workshop.folder)/services", encoding: .utf8).split(separator: ",")
        #expect(places.count == 7)
        for name in ["intake", "desk", "relay", "classifier", "router", "sla-monitor", "notifier"] {
            #expect(guide.contains(try Regex("[:,] \(name) [0-9]+")))
            #expect(places.contains { $0.hasPrefix("\(name)=127.0.0.1:") })
        }
    }
}
