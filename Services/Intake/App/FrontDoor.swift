import HTTP
import Pipeline
import Postgres
import Telemetry
import Tickets

/// Puts intake together: what it serves, and what runs beside it.
struct FrontDoor {
    let server: PublicServer
    let parts: [any Component]

    init(_ service: ServiceContext) throws {
        let links = try ProgressLinks(service.settings)
        server = try PublicServer(
            "intake",
            in: service,
            routes: Self.routes(service, try Self.commits(service), links),
            headers: Self.headers
        )
        parts = [KeyPurge.component(in: service), server]
    }

    /// Requests in one transaction, and requests that may wait for one, at most.
    private static let (mostTogether, mostWaiting) = (256, 2048)
    /// With so many, a transaction costs little a request; and while the first stands, nobody waits for it alone.
    private static let worthwhile = 64

    /// At least one connection stays free for tokens and readers.
    private static func commits(_ service: ServiceContext) throws -> GroupCommit<Submission, Outcome> {
        let intake = TicketIntake(service)
        let lanes = min(try service.settings(.intakeCommits), max(1, try service.settings(.databaseConnections) - 1))
        let commits = GroupCommit<Submission, Outcome>(
            lanes: lanes,
            most: mostTogether,
            bound: mostWaiting,
            worthwhile: worthwhile
        ) { batch in await intake.store(batch) }
        service.metrics.gauge("ticket_intake_waiting", help: "Messages that wait for a transaction.") {
            Double(commits.depth)
        }
        return commits
    }

    static func routes(
        _ service: ServiceContext,
        _ commits: GroupCommit<Submission, Outcome>,
        _ links: ProgressLinks
    ) -> [Route] {
        let edge = Edge(service)
        let submit = SubmitRoute(service, commits, links)
        let ticket = TicketRoute(service.pool, links)
        let progress = ProgressRoute(service.pool, links)
        return [
            edge.guarded(.post, "/v1/tickets", submit.handle),
            edge.guarded(.get, "/v1/tickets/{id}", ticket.handle),
            edge.open(.get, "/t/{token}", progress.handle),
            edge.open(.get, "/openapi.json") { _ in .json(PackageResources.openapi_json) },
        ]
    }

    /// What every answer carries: nothing is kept by caches, guessed at, framed or told to other sites.
    private static let headers: HTTPHeaders = [
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    ]
}
