package import HTTP
import Postgres
import Telemetry

/// The server by which intake and desk serve people: with metrics, problem documents for every error, and a graceful stop.
package struct PublicServer: Component {
    package let name: String
    private let server: HTTPServer
    private let service: ServiceContext

    /// Takes `SHOUWEN_LISTEN` and serves `routes` there once it runs.
    package init(
        _ name: String,
        in service: ServiceContext,
        routes: [Route],
        limits: HTTPLimits = HTTPLimits(),
        headers: HTTPHeaders = [:]
    ) throws {
        self.name = "\(name)-http"
        self.service = service
        let meters = HTTPMeters(service)
        server = try HTTPServer(
            address: try service.settings(.listen),
            routes: routes,
            limits: limits,
            headers: headers,
            observe: meters.observe,
            onError: { error, request in Self.problem(error, request, service) },
            log: { service.logger.debug("http", ["detail": .string($0)]) }
        )
        try server.start()
        service.logger.info("serving", ["port": .number(server.port)])
    }

    package var port: Int { server.port }

    package func run() async throws {
        let (stopped, continuation) = AsyncStream.makeStream(of: Never.self)
        await withTaskCancellationHandler {
            for await _ in stopped {}
        } onCancel: {
            continuation.finish()
        }
        await server.stop(grace: .seconds(20))
    }

    /// The database being away is no fault of the request: it is told when to come back.
    ///
    /// Anything else is ours, and logged.
    private static func problem(_ error: any Error, _ request: Request, _ service: ServiceContext) -> Problem? {
        if let error = error as? PostgresError, error.isRetriable {
            return Problem(
                status: 503,
                detail: "the database does not answer; try again",
                title: "Temporarily unavailable",
                headers: ["Retry-After": "2"]
            )
        }
        service.logger.error(
            "a request failed",
            ["path": .string(request.path), "error": .string(error.summary)]
        )
        return nil
    }
}
