/// One row of an answer, read by column name or position: `try row["name", as: String?.self]`.
package struct Row: Sendable {
    let table: RowTable
    let index: Int

    package var columns: [String] { table.columns.map(\.name) }

    package subscript<Value: PostgresCodable>(name: String, as type: Value.Type = Value.self) -> Value {
        get throws(PostgresError) {
            guard let column = table.column(named: name) else {
                throw table.error("there is no column \"\(name)\"; the answer has \(list(columns))")
            }
            return try decode(column)
        }
    }

    package subscript<Value: PostgresCodable>(column: Int, as type: Value.Type = Value.self) -> Value {
        get throws(PostgresError) {
            guard table.columns.indices.contains(column) else {
                throw table.error("there is no column \(column); the answer has \(table.columns.count)")
            }
            return try decode(column)
        }
    }

    private func decode<Value: PostgresCodable>(_ column: Int) throws(PostgresError) -> Value {
        let (name, oid) = table.columns[column]
        guard let bytes = table.cell(row: index, column: column) else {
            guard let null = Value.null else {
                throw table.error("column \"\(name)\" is NULL, asked for \(Value.self)")
            }
            return null
        }
        guard Value.accepts(oid) else {
            throw table.error("column \"\(name)\" is \(OID.name(oid)), asked for \(Value.self); cast it in the SQL")
        }
        do {
            return try Value(decoding: bytes)
        } catch {
            let reason = (error as? PostgresDecodingError)?.reason ?? "\(type(of: error))"
            throw table.error("column \"\(name)\" cannot be read as \(Value.self): \(reason)")
        }
    }

    private func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}
