/// One thing a server answers: a method, a path pattern and the function that makes the answer.
///
/// A pattern is a path whose segments may be `{name}`, one segment, or as the last one `{name...}`, all that remain.
/// Words are tried before names, so `/tickets/new` may stand beside `/tickets/{id}`.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request) async throws -> Response

    package let method: HTTPMethod
    package let pattern: String
    /// The most bytes a request's body may have; `nil` means the server's own limit.
    package let bodyLimit: Int?
    package let handler: Handler

    package init(_ method: HTTPMethod, _ pattern: String, bodyLimit: Int? = nil, handler: @escaping Handler) {
        self.method = method
        self.pattern = pattern
        self.bodyLimit = bodyLimit
        self.handler = handler
    }
}
