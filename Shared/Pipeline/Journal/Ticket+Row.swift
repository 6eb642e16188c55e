import FoundationEssentials
package import Postgres
package import Tickets

extension Ticket {
    /// Reads a row of `ticket`.
    ///
    /// - Throws: a `PostgresError` when a column is missing, a `CorruptRow` when a code is none that this version knows.
    package init(row: Row) throws {
        let received = Received(
            number: TicketNumber(stored: try row["number", as: String.self]),
            channel: try row.code("channel"),
            source: try row["source", as: String.self],
            contact: try row.json("contact"),
            subject: try row["subject", as: String.self],
            text: try row["text", as: String.self],
            orderNumber: try row["order_number", as: String?.self],
            language: try row["language", as: String?.self],
            attachments: try row.list("attachments")
        )
        self.init(
            id: try row["id", as: TicketID.self],
            received: received,
            at: try row["created_at", as: Instant.self]
        )
        try readUnderstanding(row)
        try readWork(row)
        try readTimes(row)
    }

    private mutating func readUnderstanding(_ row: Row) throws {
        category = try row.optionalCode("category")
        tier = try row.optionalCode("tier")
        priority = try row.code("priority")
        sentiment = try row.optionalCode("sentiment")
        confidence = try row["confidence", as: Double?.self]
    }

    private mutating func readWork(_ row: Row) throws {
        version = Int(try row["version", as: Int32.self])
        stage = try row.code("stage")
        let ownerText = try row["owner", as: String.self]
        guard let owner = Owner(ownerText) else { throw CorruptRow(column: "owner", value: ownerText) }
        self.owner = owner
        department = try row["department", as: String?.self].map(DepartmentCode.init(rawValue:))
        assignee = try row["assignee", as: String?.self].map(PersonCode.init(rawValue:))
        handOffs = Int(try row["hand_offs", as: Int32.self])
        bounces = Int(try row["bounces", as: Int32.self])
        breaches = Int(try row["breaches", as: Int32.self])
    }

    private mutating func readTimes(_ row: Row) throws {
        firstResponseDueAt = try row["first_response_due_at", as: Instant?.self]
        firstRespondedAt = try row["first_responded_at", as: Instant?.self]
        acceptanceDueAt = try row["acceptance_due_at", as: Instant?.self]
        acceptedAt = try row["accepted_at", as: Instant?.self]
        resolvedAt = try row["resolved_at", as: Instant?.self]
        updatedAt = try row["updated_at", as: Instant.self]
    }
}

/// A stored code that this version does not know: a newer version wrote it, or somebody edited the row.
package struct CorruptRow: Error, Hashable, CustomStringConvertible {
    let column: String
    let value: String

    package var description: String {
        "the column \(column) holds \"\(value.prefix(40))\", which this version does not know"
    }
}

extension Row {
    package func code<Code: RawRepresentable<String>>(_ column: String) throws -> Code {
        let text = try self[column, as: String.self]
        guard let code = Code(rawValue: text) else { throw CorruptRow(column: column, value: text) }
        return code
    }

    package func optionalCode<Code: RawRepresentable<String>>(_ column: String) throws -> Code? {
        try self[column, as: String?.self] == nil ? nil : code(column)
    }

    fileprivate func json<Value: Decodable>(_ column: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(self[column, as: String.self].utf8))
    }

    /// Most tickets have no attachments, and nothing need be decoded to know it.
    fileprivate func list<Element: Decodable>(_ column: String) throws -> [Element] {
        try self[column, as: String.self] == "[]" ? [] : json(column)
    }
}
