import FoundationEssentials

/// Requests as bytes, made once, so that making load costs next to nothing: only the key differs.
struct Messages: Sendable {
    /// What is wrong with the file of texts.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private struct Request {
        let beforeKey: [UInt8]
        let afterKey: [UInt8]
    }

    private let requests: [Request]
    /// Makes the keys of one run differ from those of all others.
    private let run: String

    var count: Int { requests.count }

    init(texts: [String], host: String, token: String, run: String) throws {
        guard !texts.isEmpty else { throw Failure(description: "there is no text to post") }
        self.run = run
        requests = try texts.map { text in
            let message = Message(text: text)
            let body = try JSONEncoder().encode(message)
            let head =
                "POST /v1/tickets HTTP/1.1\r\nHost: \(host)\r\nAuthorization: Bearer \(token)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\nIdempotency-Key: \""
            return Request(beforeKey: Array(head.utf8), afterKey: Array("\"\r\n\r\n".utf8) + Array(body))
        }
    }

    /// The bytes of the `number`th request.
    func request(_ number: Int) -> [UInt8] {
        let request = requests[number % requests.count]
        return request.beforeKey + Array("\(run)-\(number)".utf8) + request.afterKey
    }

    private struct Message: Encodable {
        struct Contact: Encodable {
            let name = "王芳"
            let phone = "13900010001"
        }

        let contact = Contact()
        let text: String
    }
}

/// The texts that load is made of.
enum Texts {
    /// Reads `samples.json` (objects with `text`), or lines of which the last tab-separated field is the text.
    static func read(_ path: String) throws -> [String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Messages.Failure(description: "--texts: \(path) cannot be read")
        }
        if path.hasSuffix(".json") {
            return try JSONDecoder().decode([Sample].self, from: data).map(\.text)
        }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        return lines.compactMap { $0.split(separator: "\t").last.map(String.init) }.filter { !$0.isEmpty }
    }

    private struct Sample: Decodable {
        let text: String
    }
}
