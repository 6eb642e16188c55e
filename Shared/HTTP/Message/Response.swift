/// What a handler answers: a status, headers and either all the bytes or a stream of events.
package struct Response: Sendable {
    /// The two kinds of content an answer can have.
    package enum Body: Sendable {
        case bytes([UInt8])
        case events(EventStream)
    }

    package var status: Int
    package var headers: HTTPHeaders
    package var body: Body

    package init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = .bytes(body)
    }

    package static func json(_ bytes: [UInt8], status: Int = 200, headers: HTTPHeaders = [:]) -> Response {
        typed("application/json", bytes, status: status, headers: headers)
    }

    package static func html(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> Response {
        typed("text/html; charset=utf-8", Array(text.utf8), status: status, headers: headers)
    }

    package static func text(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> Response {
        typed("text/plain; charset=utf-8", Array(text.utf8), status: status, headers: headers)
    }

    package static func empty(status: Int = 204, headers: HTTPHeaders = [:]) -> Response {
        Response(status: status, headers: headers)
    }

    /// Sends a browser on to another address with GET, after a form was accepted.
    package static func seeOther(_ location: String) -> Response {
        Response(status: 303, headers: ["Location": location])
    }

    /// Server-sent events: the stream is finished by whoever holds it, or closed when the client goes away.
    package static func events(_ stream: EventStream, headers: HTTPHeaders = [:]) -> Response {
        var response = typed("text/event-stream; charset=utf-8", [], status: 200, headers: headers)
        response.headers.fill(from: ["Cache-Control": "no-store", "X-Accel-Buffering": "no"])
        response.body = .events(stream)
        return response
    }

    package static func problem(_ problem: Problem) -> Response {
        typed("application/problem+json", problem.document, status: problem.status, headers: problem.headers)
    }

    /// The answer to HEAD: the library would end a stream with a last chunk even where there must be no body.
    func withoutStream() -> Response {
        guard case .events(let stream) = body else { return self }
        stream.abort()
        var response = self
        response.body = .bytes([])
        return response
    }

    private static func typed(_ type: String, _ body: [UInt8], status: Int, headers: HTTPHeaders) -> Response {
        var response = Response(status: status, headers: headers, body: body)
        response.headers.fill(from: ["Content-Type": type])
        return response
    }
}
