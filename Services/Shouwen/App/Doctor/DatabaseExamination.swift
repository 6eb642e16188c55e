import Pipeline
import Postgres
import Telemetry

/// The database's part of the doctor's findings.
struct DatabaseExamination {
    private let configuration: PostgresConfiguration
    private let clock: @Sendable () -> Int64

    /// What was found, and the departments, whose topics Kafka must have.
    struct Result: Sendable {
        var findings: [Finding]
        var departments: [String] = []
    }

    init(_ settings: Settings, clock: @escaping @Sendable () -> Int64) throws {
        configuration = try settings.database(applicationName: "shouwen-doctor")
        self.clock = clock
    }

    /// How many rows the outbox holds that Kafka may still take; none where the database cannot tell.
    func waitingRows() async -> Int {
        let pool = Pool(configuration)
        let count = try? await pool.read { session in try OutboxExamination.waiting(in: session) }
        await pool.close()
        return count ?? 0
    }

    func findings(waitingBefore: Int) async throws -> Result {
        let pool = Pool(configuration)
        let result: Result
        do {
            result = try await examine(pool, waitingBefore)
        } catch let error as PostgresError {
            result = Result(findings: [
                .ill(
                    "PostgreSQL",
                    "does not answer: \(error.message)",
                    do: "check DATABASE_URL and that the server runs; until then nothing is taken in",
                    see: "DatabaseFailing"
                )
            ])
        }
        await pool.close()
        return result
    }

    private func examine(_ pool: Pool, _ waitingBefore: Int) async throws -> Result {
        let server = try await pool.read { [clock] session in try Self.server(in: session, clock) }
        let pending = try await Migrator.pending(Migrations.all, over: pool)
        guard pending.isEmpty else {
            return Result(
                findings: server + [
                    .ill(
                        "schema",
                        "lacks \(pending.joined(separator: ", ")); services of this version wait for it",
                        do: "run: shouwen migrate"
                    )
                ]
            )
        }
        return try await pool.read { session in
            var result = Result(findings: server + [.well("schema", "current")])
            result.findings += try OutboxExamination.findings(in: session, waitingBefore: waitingBefore)
            result.findings += try ParkedExamination.findings(in: session)
            result.findings += try WebhookExamination.findings(in: session)
            result.findings.append(try Self.transactions(in: session))
            result.departments = try session.query("SELECT code FROM department ORDER BY code").map { try $0["code"] }
            return result
        }
    }

    private static func server(in session: borrowing Session, _ clock: () -> Int64) throws -> [Finding] {
        let asked = clock()
        let row = try session.query(
            "SELECT current_setting('server_version_num')::int AS version, clock_timestamp() AS now"
        )[0]
        let version = try row["version", as: Int32.self] / 10_000
        // The database looked at its clock somewhere between the question and its answer.
        let local = (asked + clock()) / 2
        let offset = try row["now", as: Timestamp.self].microseconds - local
        return [
            version >= 15
                ? .well("PostgreSQL", "answers, version \(version)")
                : .ill("PostgreSQL", "version \(version)", do: "use PostgreSQL 15 or later"),
            abs(offset) <= 500_000
                ? .well("clocks", "this machine and the database agree")
                : .ill(
                    "clocks",
                    "the database's is \(abs(offset) / 1000) ms \(offset > 0 ? "ahead of" : "behind") this machine's",
                    do: "see that both machines keep time by NTP",
                    see: "ClockOffset"
                ),
        ]
    }

    /// A transaction that stays open holds back the feed and the cleaning of the outbox.
    private static func transactions(in session: borrowing Session) throws -> Finding {
        let row = try session.query(
            """
            SELECT coalesce(extract(epoch FROM max(now() - xact_start)), 0)::float8 AS age FROM pg_stat_activity
            WHERE backend_xid IS NOT NULL OR backend_xmin IS NOT NULL
            """
        )[0]
        let age = Int(try row["age", as: Double.self])
        return age < 300
            ? .well("transactions", "none is old")
            : .ill(
                "transactions",
                "one is open for \(age) s, and holds back the board's feed",
                do: "find it in pg_stat_activity and end it",
                see: "LongTransaction"
            )
    }
}
