import HTTP
import IntakeRules
import Pipeline
import Postgres
import Telemetry

/// Makes routes of handlers: with a trace, a problem document for every error and, where it is asked for, a known client.
struct Edge: Sendable {
    private let service: ServiceContext
    private let doors: Doorkeeper

    init(_ service: ServiceContext) {
        self.service = service
        doors = Doorkeeper(service.pool)
    }

    /// A route for everybody.
    func open(
        _ method: HTTPMethod,
        _ pattern: String,
        _ handler: @escaping @Sendable (Call) async throws -> Response
    ) -> Route {
        Route(method, pattern, bodyLimit: Self.bodyLimit) { request in
            let call = Call(request)
            var response = await answer(call, handler)
            response.headers["traceresponse"] = call.trace.header
            return response
        }
    }

    /// The most bytes of a request's body.
    static let bodyLimit = 256 * 1024

    /// A route for clients with a token, within what each may ask; every answer tells what is left.
    func guarded(
        _ method: HTTPMethod,
        _ pattern: String,
        _ handler: @escaping @Sendable (Call, TokenBook.Entry) async throws -> Response
    ) -> Route {
        open(method, pattern) { call in
            let client = try await doors.client(of: call.request)
            let allowance = doors.allowance(of: client)
            var response = await answer(call) { call in
                guard allowance.isAllowed else { throw Problem.tooMany(allowance) }
                return try await handler(call, client)
            }
            response.headers["RateLimit-Policy"] = allowance.policy
            response.headers["RateLimit"] = allowance.state
            return response
        }
    }

    private func answer(_ call: Call, _ handler: (Call) async throws -> Response) async -> Response {
        do {
            return try await handler(call)
        } catch {
            var problem = problem(for: error, in: call)
            problem.traceID = call.trace.traceID.description
            return .problem(problem)
        }
    }

    private func problem(for error: any Error, in call: Call) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case is Overload: return .overloaded
        case let error as PostgresError where error.outcomeUnknown: return .outcomeUnknown
        case let error as PostgresError where error.isPassing: return .databaseAway
        default:
            service.logger.with(call.trace).error(
                "a request failed",
                ["path": .string(call.request.path), "error": .string(error.summary)]
            )
            return .internalError
        }
    }
}

extension PostgresError {
    /// Whether the database cannot serve now and will later: it is away, full, or still without our tables.
    fileprivate var isPassing: Bool {
        let isAway = [.accessRefused, .poolClosed, .queryCancelled].contains(code)
        let lacksMigrations = sqlState == "42P01" || sqlState == "42703"
        let isClosed = sqlState == "55000" && statement == nil
        return isRetriable || isConnectionLost || isAway || lacksMigrations || isClosed
    }
}
