/// Keeps full Foundation (and its 12 MB of start-up memory) out of the services.
enum FullFoundation {
    /// The product files that need it, each with its reason.
    static let exceptions: [String: String] = [
        "Shared/TestKit/System/RealKafka.swift": "starts Kafka as a child process; only tests link it"
    ]

    static func check(_ source: Source, exceptions: [String: String] = exceptions) -> [Finding] {
        guard source.isProduct, exceptions[source.path] == nil else { return [] }
        return source.findings(
            /\bimport\s+(\w+\s+)?(Foundation|FoundationNetworking|FoundationInternationalization)\b/,
            hints: ["import"],
            "import FoundationEssentials, or give a reason in FullFoundation.swift"
        )
    }
}
