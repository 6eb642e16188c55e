import FoundationEssentials
import HTTP
import Testing

/// A problem document as a client reads it.
struct ProblemDocument: Decodable {
    struct Entry: Decodable, Hashable {
        let pointer: String
        let detail: String
    }

    let type: String
    let title: String
    let status: Int
    let detail: String?
    let errors: [Entry]?
    let trace: String?

    enum CodingKeys: String, CodingKey {
        case type, title, status, detail, errors
        case trace = "trace_id"
    }
}

/// What `POST /v1/tickets` answers.
struct ReceiptDocument: Decodable, Hashable {
    let id: String
    let number: String
    let status: String
    let stage: String
    let progress_url: String
    let received_at: String
}

/// What `GET /v1/tickets/{id}` answers.
struct TicketDocument: Decodable {
    struct Step: Decodable, Hashable {
        let seq: Int
        let what: String
        var text: String?
        var department: String?
    }

    let id: String
    let number: String
    let stage: String
    let subject: String
    let department: String?
    let progress_url: String
    let history: [Step]
}

/// What `GET /t/{token}` answers.
struct ProgressDocument: Decodable {
    struct Words: Decodable, Hashable {
        let zh: String
        let en: String
    }

    struct Answer: Decodable {
        let text: String
    }

    let number: String
    let status: String
    let stage: Words
    let department: Words?
    let awaiting: Words
    let promised_at: String?
    let answers: [Answer]
}

extension ClientResponse {
    func decoded<Document: Decodable>(_ type: Document.Type = Document.self) throws -> Document {
        try JSONDecoder().decode(Document.self, from: Data(body))
    }

    /// The problem document that this answer has to be.
    var problem: ProblemDocument {
        get throws {
            #expect(headers["Content-Type"] == "application/problem+json")
            let problem = try decoded(ProblemDocument.self)
            #expect(problem.status == status)
            return problem
        }
    }
}
