internal import CMicroHTTPD
import Glibc

/// An answer written straight to the socket, for requests that are cut before libmicrohttpd would take an answer.
///
/// The library accepts answers only before and after a body, not while it arrives.
struct Refusal {
    let response: Response
    let isHead: Bool
    let seconds: time_t

    var message: [UInt8] {
        guard case .bytes(let body) = response.body else { return [] }
        var head = "HTTP/1.1 \(response.status) \(HTTPStatus.reason(of: response.status))\r\n"
        head += "Date: \(Self.text(of: seconds))\r\n"
        for field in response.headers.fields { head += "\(field.name): \(field.value)\r\n" }
        head += "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        return Array(head.utf8) + (isHead ? [] : body)
    }

    /// The date form of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(of seconds: time_t) -> String {
        var text = [CChar](repeating: 0, count: 30)
        unsafe shouwen_http_date(seconds, &text)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
