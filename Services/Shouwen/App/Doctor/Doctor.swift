import Pipeline
import Postgres
import Telemetry

/// Looks at everything Shouwen needs, and says of each whether it is well and what to do if it is not.
///
/// What moves is looked at twice: a lag or an outbox is ill when it does not get less, whatever its size.
struct Doctor: Sendable {
    private let settings: Settings
    private let pause: Duration
    private let clock: @Sendable () -> Int64

    /// - Parameters:
    ///   - settings: where the database, Kafka and the services are.
    ///   - pause: how long lies between the two looks; consumers commit within a second.
    ///   - clock: this machine's time in microseconds since 1970.
    init(
        _ settings: Settings,
        pause: Duration = .seconds(3),
        clock: @escaping @Sendable () -> Int64 = WallClock.microseconds
    ) {
        (self.settings, self.pause, self.clock) = (settings, pause, clock)
    }

    func examine() async throws -> [Finding] {
        let database = try DatabaseExamination(settings, clock: clock)
        let kafka = KafkaExamination(settings, clock: clock)
        let (rows, look) = (await database.waitingRows(), await kafka.look())
        if rows > 0 || look.lags { try await Task.sleep(for: pause) }
        let found = try await database.findings(waitingBefore: rows)
        return found.findings
            + (await kafka.findings(look, departments: found.departments, pause: pause))
            + (await ServicesExamination(settings).findings())
    }
}
