/// What a handler is given: one whole request, its body already received and within the route's limit.
package struct Request: Sendable {
    package let method: HTTPMethod
    /// The path as it was sent, percent escapes and all, without the query.
    package let path: String
    package let query: HTTPQuery
    package let headers: HTTPHeaders
    package internal(set) var body: [UInt8]
    /// The decoded values of the route's `{names}`.
    package let parameters: [String: String]
    /// The address of the other end of the connection, which behind a proxy is the proxy's.
    package let peer: String

    package init(
        method: HTTPMethod = .get,
        path: String,
        query: HTTPQuery = HTTPQuery(),
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        parameters: [String: String] = [:],
        peer: String = "127.0.0.1"
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.parameters = parameters
        self.peer = peer
    }
}
