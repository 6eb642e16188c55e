/// The statements of one transaction, lent to a synchronous closure: it cannot be kept, sent elsewhere or awaited in.
package struct Session: ~Copyable {
    private let handle: ConnectionHandle

    init(_ handle: ConnectionHandle) {
        self.handle = handle
    }

    package borrowing func query(_ sql: SQL) throws(PostgresError) -> [Row] {
        let text = sql.text
        return try handle.run(text, sql.parameters).rows(of: text)
    }

    /// The first row, if there is one.
    package borrowing func first(_ sql: SQL) throws(PostgresError) -> Row? {
        try query(sql).first
    }

    /// Answers how many rows were affected.
    @discardableResult
    package borrowing func execute(_ sql: SQL) throws(PostgresError) -> Int {
        try handle.run(sql.text, sql.parameters).affectedRows
    }

    /// Runs a statement whose answer nobody waits for: in a transaction it travels with the next statement or the end, and
    /// what is wrong with it is thrown there.
    package borrowing func post(_ sql: SQL) throws(PostgresError) {
        try handle.post(Statement(text: sql.text, parameters: sql.parameters))
    }

    /// Runs several statements without values, as a migration needs; the text must come from the source code.
    package borrowing func script(_ text: String) throws(PostgresError) {
        _ = try handle.script(text)
    }
}
