import HTTP
import Postgres
import Synchronization

/// Whether the service can do its work now; asked often, so the database is asked once a second at most.
///
/// Kafka is not part of it: while Kafka is down the outbox grows, and nothing is refused.
actor Readiness {
    private let service: ServiceContext
    private var answer: [String] = []
    private var askedAt: ContinuousClock.Instant?

    init(_ service: ServiceContext) {
        self.service = service
    }

    func response() async -> Response {
        if service.isDraining { return .text("not ready: stopping\n", status: 503) }
        let preparing = service.preparing
        guard preparing.isEmpty else { return Self.notReady(preparing) }
        if askedAt.map({ .now - $0 > .seconds(1) }) ?? true {
            answer = await failing()
            askedAt = .now
        }
        return answer.isEmpty ? .text("ready\n") : Self.notReady(answer)
    }

    private static func notReady(_ reasons: [String]) -> Response {
        .text("not ready: \(reasons.joined(separator: "; "))\n", status: 503)
    }

    private func failing() async -> [String] {
        do {
            guard try await service.schemaCheck() else {
                return ["the database does not answer, or lacks migrations (run: shouwen migrate)"]
            }
            _ = try await service.pool.read { session in try session.query("SELECT 1 AS one").count }
            return []
        } catch {
            return ["the database does not answer"]
        }
    }
}
