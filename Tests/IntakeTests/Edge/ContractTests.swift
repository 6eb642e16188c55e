import HTTP
import IntakeRules
import Pipeline
import Testing
import Tickets

@testable import Intake

@Suite("The OpenAPI document")
struct ContractTests {
    private let document: JSONValue

    init() throws {
        document = try StrictJSON.read(PackageResources.openapi_json)
    }

    @Test func `it is served`() async throws {
        try await withDoor { door in
            let answer = try await door.get("/openapi.json")
            #expect(answer.status == 200 && answer.headers["Content-Type"] == "application/json")
            #expect(answer.body == PackageResources.openapi_json)
        }
    }

    @Test func `it describes every route and no other`() async throws {
        try await withDoor { door in
            let commits = GroupCommit<Submission, Outcome>(lanes: 1, most: 1, bound: 1, worthwhile: 1) { _ in [] }
            let routes = FrontDoor.routes(door.service, commits, door.links)
            let served = Set(routes.map { "\($0.method.rawValue.lowercased()) \($0.pattern)" })
            var described: Set<String> = []
            for path in document["paths"].names {
                for method in document["paths"][path].names { described.insert("\(method) \(path)") }
            }
            #expect(served == described)
            #expect(routes.allSatisfy { $0.bodyLimit == Edge.bodyLimit })
            #expect(document.text.contains("\(Edge.bodyLimit) bytes"))
        }
    }

    @Test(arguments: [
        ("Message", Fields.text), ("Message", Fields.subject), ("Message", Fields.orderNumber),
        ("Message", Fields.language), ("Contact", Fields.contactName), ("Contact", Fields.phone),
        ("Contact", Fields.email), ("Contact", Fields.externalID), ("Attachment", Fields.fileName),
        ("Attachment", Fields.address), ("Attachment", Fields.mediaType),
    ])
    func `its lengths are those of the rules`(schema: String, field: TextField) {
        let property = document["components"]["schemas"][schema]["properties"][field.name]
        #expect(property["maxLength"] == .integer(Int64(field.longest)))
        #expect(property["minLength"] == .integer(1))
    }

    @Test func `its fields, numbers and codes are those of the rules`() {
        let schemas = document["components"]["schemas"]
        #expect(schemas["Message"]["properties"].names == Fields.draft)
        #expect(schemas["Contact"]["properties"].names == Fields.contact)
        #expect(schemas["Attachment"]["properties"].names == Fields.attachment)
        for name in ["Message", "Contact", "Attachment"] {
            #expect(schemas[name]["additionalProperties"] == .bool(false))
        }
        let attachment = schemas["Attachment"]["properties"]
        #expect(attachment["size"]["maximum"] == .integer(Fields.largestAttachment))
        let list = schemas["Message"]["properties"]["attachments"]
        #expect(list["maxItems"] == .integer(Int64(Fields.mostAttachments)))
        let channels = schemas["Message"]["properties"]["channel"]["enum"].elements
        #expect(channels == Channel.allCases.map { .string($0.rawValue) } + [.null])
        #expect(schemas["Stage"]["enum"].elements == TicketStage.allCases.map { .string($0.rawValue) })
        #expect(schemas["Status"]["enum"].elements == BoardStatus.allCases.map { .string($0.rawValue) })
        #expect(document.text.contains("\(StrictJSON.deepest) levels"))
    }

    @Test func `every reference leads somewhere`() {
        let references = document.references
        #expect(references.count > 20)
        for reference in references {
            let target = reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
            #expect(target != .null, "\(reference)")
        }
    }

    @Test func `answers have the fields it names`() async throws {
        let schemas = document["components"]["schemas"]
        try await withDoor { door in
            let token = try await door.token()
            let answer = try await door.post(message(), token)
            let receipt = try answer.decoded(ReceiptDocument.self)
            try await door.work(on: receipt.id)
            let path = String(receipt.progress_url.dropFirst("https://help.example.com".count))
            let answers = [
                ("Receipt", answer), ("Ticket", try await door.get("/v1/tickets/\(receipt.id)", token)),
                ("Progress", try await door.get(path)), ("Problem", try await door.get("/t/x")),
            ]
            for (name, answer) in answers {
                let names = Set(try StrictJSON.read(answer.body).names)
                let required = schemas[name]["required"].elements.compactMap(\.string)
                #expect(names.isSuperset(of: required), "\(name)")
                #expect(names.isSubset(of: schemas[name]["properties"].names), "\(name)")
            }
        }
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue {
        guard case .object(let members) = self else { return .null }
        return members.first { $0.name == name }?.value ?? .null
    }

    var names: [String] {
        if case .object(let members) = self { members.map(\.name) } else { [] }
    }

    var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// Every text in it, run together.
    var text: String {
        switch self {
        case .string(let text): text + "\n"
        case .array(let elements): elements.map(\.text).joined()
        case .object(let members): members.map(\.value.text).joined()
        case .null, .bool, .integer, .decimal: ""
        }
    }

    /// Every `$ref` in it.
    var references: [String] {
        switch self {
        case .array(let elements): elements.flatMap(\.references)
        case .object(let members):
            members.flatMap { $0.name == "$ref" ? [$0.value.string ?? ""] : $0.value.references }
        case .null, .bool, .integer, .decimal, .string: []
        }
    }
}
