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

    /// Asks for rows that are wanted a little later: in a transaction the question travels with the next statement.
    package borrowing func ask(_ sql: SQL) throws(PostgresError) -> PendingRows {
        let asked = PendingRows()
        try handle.post(Statement(text: sql.text, parameters: sql.parameters, asked: asked))
        return asked
    }

    /// The rows that were asked for; sends the question now when nothing has taken it along.
    package borrowing func rows(_ asked: PendingRows) throws(PostgresError) -> [Row] {
        if asked.rows == nil { try handle.sendPosted() }
        guard let rows = asked.rows else { throw handle.lostQuestion }
        return rows
    }

    /// Runs several statements without values, as a migration needs; the text must come from the source code.
    package borrowing func script(_ text: String) throws(PostgresError) {
        _ = try handle.script(text)
    }
}
