/// One request to another server, with the limits it runs under.
package struct ClientRequest: Sendable {
    package var method: HTTPMethod
    package var url: String
    package var headers: HTTPHeaders
    package var body: [UInt8]
    /// Most time from start to the last byte of the answer.
    package var timeout: Duration
    /// Most time until the connection stands.
    package var connectTimeout: Duration
    /// Most bytes of the answer's body that are read.
    package var maxResponse: Int

    package init(
        _ method: HTTPMethod = .get,
        _ url: String,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        timeout: Duration = .seconds(15),
        connectTimeout: Duration = .seconds(5),
        maxResponse: Int = 64 * 1024
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maxResponse = maxResponse
    }
}
