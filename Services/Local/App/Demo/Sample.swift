import FoundationEssentials

/// A sample ticket, as `deploy/local/samples.json` holds it.
struct Sample: Decodable, Sendable {
    let channel: String
    /// The customer, in the fields that intake takes.
    let contact: [String: String]
    let subject: String?
    let text: String
    let orderNumber: String?

    enum CodingKeys: String, CodingKey {
        case channel, contact, subject, text
        case orderNumber = "order_number"
    }

    /// - Throws: a `DecodingError` that names the field when the text does not fit.
    static func list(_ json: [UInt8]) throws -> [Sample] {
        try JSONDecoder().decode([Sample].self, from: Data(json))
    }

    /// The body of `POST /v1/tickets`; the channel is known by the token.
    func request() throws -> [UInt8] {
        let body = Body(contact: contact, subject: subject, text: text, orderNumber: orderNumber)
        let encoder = JSONEncoder()
        // The same bytes on every run: intake takes the same key with another body for a mistake.
        encoder.outputFormatting = [.sortedKeys]
        return Array(try encoder.encode(body))
    }

    private struct Body: Encodable {
        let contact: [String: String]
        let subject: String?
        let text: String
        let orderNumber: String?

        enum CodingKeys: String, CodingKey {
            case contact, subject, text
            case orderNumber = "order_number"
        }
    }
}
