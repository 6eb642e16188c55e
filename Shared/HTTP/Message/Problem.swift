import FoundationEssentials

/// An error as a client is told it (RFC 9457); a handler may throw one, and it becomes the answer.
package struct Problem: Error, Sendable, Equatable {
    /// What is wrong with one field of the request, and where that field is (a JSON pointer such as `/contact/phone`).
    package struct FieldError: Sendable, Equatable, Encodable {
        package let pointer: String
        package let detail: String

        package init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    package var type: String
    package var title: String
    package var status: Int
    package var detail: String?
    package var instance: String?
    package var errors: [FieldError]
    package var traceID: String?
    /// Headers the answer carries besides the document: `Allow`, `Retry-After`, `WWW-Authenticate`.
    package var headers: HTTPHeaders

    package init(
        status: Int,
        detail: String? = nil,
        type: String = "about:blank",
        title: String? = nil,
        instance: String? = nil,
        errors: [FieldError] = [],
        traceID: String? = nil,
        headers: HTTPHeaders = [:]
    ) {
        self.status = status
        self.detail = detail
        self.type = type
        self.title = title ?? HTTPStatus.reason(of: status)
        self.instance = instance
        self.errors = errors
        self.traceID = traceID
        self.headers = headers
    }

    /// The document as JSON.
    package var document: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(Document(self)) else { return Array("{}".utf8) }
        return Array(data)
    }

    private struct Document: Encodable {
        let type, title: String
        let status: Int
        let detail, instance: String?
        let errors: [FieldError]?
        let traceID: String?

        enum CodingKeys: String, CodingKey {
            case type, title, status, detail, instance, errors
            case traceID = "trace_id"
        }

        init(_ problem: Problem) {
            type = problem.type
            title = problem.title
            status = problem.status
            detail = problem.detail
            instance = problem.instance
            errors = problem.errors.isEmpty ? nil : problem.errors
            traceID = problem.traceID
        }
    }
}
