import FoundationEssentials

/// Hands sample tickets in at intake, as the channels would.
struct Door: Sendable {
    let intake: Loopback
    /// The token of each channel.
    let tokens: [String: String]

    /// Intake's answer to an accepted ticket.
    struct Receipt: Decodable, Sendable {
        let id: String
        let number: String
    }

    /// Reads the lines `channel=token` that `shouwen seed` writes.
    static func tokens(_ text: String) -> [String: String] {
        let pairs = text.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    /// - Throws: a `DemoError` that says what was refused and why.
    func handIn(_ sample: Sample, key: String) async throws(DemoError) -> Receipt {
        guard let token = tokens[sample.channel] else {
            throw DemoError(description: "there is no token for the channel \(sample.channel)")
        }
        let headers = [
            ("Content-Type", "application/json"), ("Authorization", "Bearer \(token)"),
            ("Idempotency-Key", "\"\(key)\""),
        ]
        do {
            let answer = try await intake.post("/v1/tickets", headers: headers, body: try sample.request())
            guard (200...201).contains(answer.status) else {
                let text = String(decoding: answer.body.prefix(300), as: UTF8.self)
                throw DemoError(description: "intake answered \(answer.status): \(text)")
            }
            return try JSONDecoder().decode(Receipt.self, from: Data(answer.body))
        } catch {
            throw DemoError(description: "\(key) could not be handed in: \(error)")
        }
    }
}

/// Why a sample could not be shown on its way.
struct DemoError: Error, CustomStringConvertible {
    let description: String
}
