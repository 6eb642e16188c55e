/// Keeps tests from sleeping and product code from sleeping anywhere but in its named timers.
enum Waiting {
    /// The product files that may sleep, each with its reason.
    static let timers: [String: String] = [
        "Shared/Kafka/Consumer/KafkaConsumer.swift": "the deadline of a wait for records",
        "Shared/Pipeline/Outbox/OutboxNudge.swift": "leaves the relay alone while it is attentive",
        "Shared/Pipeline/Service/Component.swift": "the pause of a repeated pass that found nothing to do",
        "Shared/Pipeline/Service/FreeMemory.swift": "the time between two rounds",
        "Shared/Pipeline/Service/ServiceContext.swift": "back-off before another try",
        "Shared/Pipeline/Service/Supervision.swift": "the watchdog's rounds, draining, and the deadline of a stop",
        "Shared/Pipeline/Stage/Stage.swift": "looks whether the group has given it partitions",
        "Shared/Processes/ChildProcess.swift": "gives a group its time to end, which only /proc tells of",
        "Shared/Postgres/Migrator.swift": "back-off while another holds the lock",
        "Services/Desk/App/JournalWatch.swift": "looks at the journal, which cannot call back",
        "Services/Relay/App/Publisher.swift": "back-off while Kafka takes nothing",
        "Services/Shouwen/App/Database.swift": "back-off while a name cannot be looked up just now",
        "Services/Shouwen/App/Doctor/Doctor.swift": "lies between two looks, to tell what moves from what stands",
        "Services/Shouwen/App/Commands/TicketCommands.swift": "follows the journal, which cannot call back",
        "Services/Shouwen/App/BotCheck/BotCheck.swift": "watches a bot, which owes nobody a sign",
        "Shared/TestKit/Eventually.swift": "the one place where tests look again",
        "Shared/TestKit/Pace.swift": "the beat of a load",
        "Services/Local/App/System/Pause.swift":
            "back-off between restarts, and polling of processes that cannot call back",
    ]

    static func check(_ source: Source, timers: [String: String] = timers) -> [Finding] {
        let blocking = source.findings(
            /(?:^|[^.\w])(usleep|nanosleep|sleep)\((?!until)|\bThread\.sleep\b/,
            hints: ["sleep", "usleep", "nanosleep"],
            "never block a thread to wait"
        )
        let pausing = source.findings(
            /\bTask\.sleep\b|[cC]lock\b.*\.sleep\(/,
            hints: ["sleep"],
            pauseProblem(in: source)
        )
        if source.isTest { return blocking + pausing + skipped(in: source) }
        return blocking + (timers[source.path] == nil ? pausing : [])
    }

    private static func pauseProblem(in source: Source) -> String {
        source.isTest
            ? "a test waits for a signal with a deadline, never for time"
            : "only the timers named in Waiting.swift may sleep: wait for a signal"
    }

    private static func skipped(in source: Source) -> [Finding] {
        source.findings(
            /@(Test|Suite)\b.*\.disabled\(|\.disabled\(("|if:)|\bXCTSkip\b|\bXCTest\b/,
            hints: ["disabled", "XCTSkip", "XCTest"],
            "no test is skipped: mend it or remove it"
        )
    }
}
