import Pipeline
import Postgres
import Telemetry

/// The database's part of the doctor's findings.
struct DatabaseExamination {
    private typealias Finding = Doctor.Finding

    private let configuration: PostgresConfiguration

    init(_ settings: Settings) throws {
        configuration = try settings.database(applicationName: "shouwen-doctor")
    }

    func findings() async throws -> [Doctor.Finding] {
        let pool = Pool(configuration)
        let findings: [Finding]
        do {
            findings = try await examine(pool)
        } catch let error as PostgresError {
            findings = [
                .ill(
                    "PostgreSQL",
                    "does not answer: \(error.message)",
                    do: "check DATABASE_URL and that the server runs"
                )
            ]
        }
        await pool.close()
        return findings
    }

    private func examine(_ pool: Pool) async throws -> [Finding] {
        let server = try await pool.read { session in try Self.server(in: session) }
        let pending = try await Migrator.pending(Migrations.all, over: pool)
        guard pending.isEmpty else {
            return server + [.ill("schema", "lacks \(pending.joined(separator: ", "))", do: "run: shouwen migrate")]
        }
        return server + [.well("schema", "current")]
            + (try await pool.read { session in
                [try Self.outbox(in: session), try Self.parked(in: session), try Self.transactions(in: session)]
            })
    }

    private static func server(in session: borrowing Session) throws -> [Finding] {
        let row = try session.query(
            "SELECT current_setting('server_version_num')::int AS version, clock_timestamp() AS now"
        )[0]
        let version = try row["version", as: Int32.self] / 10_000
        let offset = Double(try row["now", as: Timestamp.self].microseconds - WallClock.microseconds()) / 1e6
        return [
            version >= 15
                ? .well("PostgreSQL", "answers, version \(version)")
                : .ill("PostgreSQL", "version \(version)", do: "use PostgreSQL 15 or later"),
            abs(offset) < 0.5
                ? .well("clocks", "this machine and the database agree")
                : .ill("clocks", "they differ by \(offset) s", do: "see that both machines keep time by NTP"),
        ]
    }

    private static func outbox(in session: borrowing Session) throws -> Finding {
        let row = try session.query(
            """
            SELECT count(*) AS waiting, count(refused) AS refused,
                coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE refused IS NULL)), 0)::float8 AS age
            FROM outbox
            """
        )[0]
        let (waiting, refused) = (try row["waiting", as: Int.self], try row["refused", as: Int.self])
        let age = Int(try row["age", as: Double.self])
        if refused > 0 {
            return .ill("outbox", "Kafka refused \(refused) message(s)", do: "see: shouwen parked list")
        }
        return age < 30
            ? .well("outbox", "\(waiting) waiting, the oldest for \(age) s")
            : .ill("outbox", "\(waiting) waiting, the oldest for \(age) s", do: "see that relay runs and Kafka answers")
    }

    private static func parked(in session: borrowing Session) throws -> Finding {
        let count = try session.query("SELECT count(*) AS count FROM parked")[0]["count", as: Int.self]
        return count == 0
            ? .well("parked tickets", "none")
            : .ill("parked tickets", "\(count) wait for a person", do: "see: shouwen parked list")
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
            : .ill("transactions", "one is open for \(age) s", do: "end it: select * from pg_stat_activity")
    }
}
