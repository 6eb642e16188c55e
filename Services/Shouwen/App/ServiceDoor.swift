import HTTP

/// Where one running service answers those who operate it.
struct ServiceDoor: Sendable {
    let name: String
    /// `host:port`, as `SHOUWEN_SERVICES` has it.
    let address: String

    struct Answer: Sendable {
        let status: Int
        let text: String
    }

    func get(_ path: String) async throws(NoAnswer) -> Answer {
        let client = HTTPClient(policy: .any)
        let request = ClientRequest(
            .get,
            "http://\(address)\(path)",
            timeout: .seconds(5),
            connectTimeout: .seconds(2),
            maxResponse: 4_000_000
        )
        do {
            let answer = try await client.send(request)
            await client.close()
            return Answer(status: answer.status, text: String(decoding: answer.body, as: UTF8.self))
        } catch {
            await client.close()
            throw NoAnswer(name: name, address: address, reason: "\(error)")
        }
    }

    struct NoAnswer: Error, CustomStringConvertible {
        let name: String
        let address: String
        let reason: String

        var description: String { "\(name) does not answer at \(address): \(reason)" }
    }
}
