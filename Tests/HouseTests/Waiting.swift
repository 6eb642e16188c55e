/// Keeps tests from sleeping and product code from sleeping anywhere but in its named timers.
enum Waiting {
    /// The product files that may sleep, each with its reason.
    static let timers: [String: String] = [:]

    static func check(_ source: Source, timers: [String: String] = timers) -> [Finding] {
        let blocking = source.findings(
            /(?:^|[^.\w])(usleep|nanosleep|sleep)\(|\bThread\.sleep\b/,
            "never block a thread to wait"
        )
        let pausing = source.findings(/\bTask\.sleep\b|[cC]lock\b.*\.sleep\(/, pauseProblem(in: source))
        if source.isTest { return blocking + pausing + skipped(in: source) }
        return blocking + (timers[source.path] == nil ? pausing : [])
    }

    private static func pauseProblem(in source: Source) -> String {
        source.isTest
            ? "a test waits for a signal with a deadline, never for time"
            : "only the timers named in Waiting.swift may sleep: wait for a signal"
    }

    private static func skipped(in source: Source) -> [Finding] {
        source.findings(/\.disabled\(|\bXCTSkip\b|\bXCTest\b/, "no test is skipped: mend it or remove it")
    }
}
