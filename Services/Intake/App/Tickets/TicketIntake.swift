import IntakeRules
import Pipeline
import Postgres
import Telemetry

/// Stores a batch of messages as tickets, each with an answer of its own, whatever happens to the others.
final class TicketIntake: Sendable {
    private typealias Answer = Result<Outcome, any Error>

    private let pool: Pool
    private let keys = KeysInFlight()
    private let commits: Counter

    init(_ service: ServiceContext) {
        pool = service.pool
        commits = service.metrics.counter(
            "ticket_intake_commits_total",
            help: "Transactions that stored messages: fewer than messages when they come together."
        )
    }

    func store(_ batch: [Submission]) async -> [Result<Outcome, any Error>] {
        let busy = keys.begin(batch.map { $0.claim })
        let free = batch.indices.filter { !busy.contains($0) }
        let claims = free.map { batch[$0].claim }
        let answers = await answer(free.map { batch[$0] })
        keys.end(claims)
        var all = [Answer](repeating: .success(.isRunning), count: batch.count)
        for (place, answer) in zip(free, answers) { all[place] = answer }
        return all
    }

    /// One transaction for all; when that fails because of what is in it, one for each half, so that poison is isolated.
    private func answer(_ batch: [Submission]) async -> [Answer] {
        guard !batch.isEmpty else { return [] }
        do {
            return try await commit(batch).map { .success($0) }
        } catch let error as PostgresError where error.code == .lockUnavailable && batch.count == 1 {
            return [.success(.isRunning)]
        } catch {
            guard batch.count > 1, isPoison(error) else { return batch.map { _ in .failure(error) } }
            let middle = batch.count / 2
            return await answer(Array(batch[..<middle])) + answer(Array(batch[middle...]))
        }
    }

    /// Tries again once what failed for want of luck: another transaction was in the way, or the connection was dead.
    private func commit(_ batch: [Submission]) async throws -> [Outcome] {
        do {
            return try await commitOnce(batch)
        } catch let error as PostgresError where Self.isUnlucky(error) {
            return try await commitOnce(batch)
        }
    }

    private static func isUnlucky(_ error: PostgresError) -> Bool {
        error.isRetriable && error.code != .lockUnavailable && error.code != .poolExhausted
    }

    private func commitOnce(_ batch: [Submission]) async throws -> [Outcome] {
        let outcomes = try await pool.transaction { session in
            try IntakeTransaction(batch).run(in: session)
        }
        commits.increment()
        return outcomes
    }

    private func isPoison(_ error: any Error) -> Bool {
        guard let error = error as? PostgresError else { return !(error is CancellationError) }
        let isElsewhere = error.isConnectionLost || error.outcomeUnknown
        return !isElsewhere && (!error.isRetriable || error.code == .lockUnavailable)
    }
}
