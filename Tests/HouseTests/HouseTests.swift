import FoundationEssentials
import Testing

@Suite("The house")
struct HouseTests {
    static let rules: [(name: String, check: @Sendable (Source) -> [Finding])] = [
        ("floors", { Floors.check($0) }),
        ("purity", { Purity.check($0) }),
        ("manners", { Manners.check($0) }),
        ("length", { Manners.length(of: $0) }),
        ("waiting", { Waiting.check($0) }),
        ("foundation", { FullFoundation.check($0) }),
    ]

    @Test(arguments: rules.map(\.name))
    func `every source keeps the rule`(named name: String) throws {
        let sources = try Repository.sources.get()
        #expect(sources.count > 20, "the sources were not found from \(Repository.root)")
        let rule = try #require(Self.rules.first { $0.name == name })
        let findings = sources.flatMap(rule.check)
        #expect(findings.isEmpty, "\n\(findings.map(\.description).joined(separator: "\n"))")
    }

    @Test func `every exception names a file that exists and a reason`() {
        for (path, reason) in Waiting.timers.merging(FullFoundation.exceptions, uniquingKeysWith: { $0 + $1 }) {
            #expect(FileManager.default.fileExists(atPath: "\(Repository.root)/\(path)"), "\(path) is gone: remove it")
            #expect(reason.count > 10)
        }
    }
}
