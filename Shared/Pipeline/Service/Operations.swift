import HTTP
import Telemetry

/// What SREs and supervisors ask a service: is it alive, is it ready, how is it doing.
final class Operations: Sendable {
    private let server: HTTPServer

    init(_ service: ServiceContext) throws {
        let readiness = Readiness(service)
        server = try HTTPServer(
            address: try service.settings(.operationsListen),
            routes: [
                Route(.get, "/livez") { _ in Self.liveness(service) },
                Route(.get, "/readyz") { _ in await readiness.response() },
                Route(.get, "/metrics") { _ in
                    Response(
                        status: 200,
                        headers: ["Content-Type": Metrics.contentType],
                        body: Array(service.metrics.exposition().utf8)
                    )
                },
            ]
        )
    }

    func start() throws {
        try server.start()
    }

    func stop() async {
        await server.stop(grace: .seconds(1))
    }

    /// Alive depends on nothing outside: a liveness check that asks the database restarts everything when it is down.
    private static func liveness(_ service: ServiceContext) -> Response {
        let stuck = service.watchdog.stuck()
        return stuck.isEmpty ? .text("alive\n") : .text("stuck: \(stuck.joined(separator: ", "))\n", status: 503)
    }
}
