internal import CLibPQ

/// Statements that travel together, in libpq's pipeline mode.
extension ConnectionHandle {
    /// Keeps a statement until the next one, or the end of the transaction, takes it along; outside of one it is run at once.
    func post(_ statement: Statement) throws(PostgresError) {
        guard beginning != nil || transactionStatus != .idle else {
            let answer = try run(statement.text, statement.parameters)
            statement.asked?.rows = answer.rows(of: statement.text)
            return
        }
        try refuseWhenCancelled()
        try check(statement.text, statement.parameters)
        posted.append(statement)
    }

    /// Sends what waits, if anything does.
    func sendPosted() throws(PostgresError) {
        guard beginning != nil || !posted.isEmpty else { return }
        let last = posted.popLast()
        _ = try fly(with: last)
    }

    /// Why there are no rows for who asked in this transaction.
    var lostQuestion: PostgresError {
        failure ?? PostgresError(.transactionAborted, "what was asked was never answered: the transaction is over")
    }

    /// Sends BEGIN if it is due, what was posted, `last`, and COMMIT if it is time, in one round trip (libpq's pipeline mode).
    ///
    /// The server skips all that comes after the first failure.
    ///
    /// - Returns: the answer to the last of them.
    func fly(with last: Statement?, committing: Bool = false) throws(PostgresError) -> Answer {
        let statements = posted + (last.map { [$0] } ?? [])
        var begin = beginning
        (posted, beginning) = ([], nil)
        if let first = begin, statements.contains(where: { !self.statements.knows($0.key) }) {
            // What the server is yet to be told belongs inside: a failure of it must fail the transaction too.
            _ = try control(first)
            begin = nil
        }
        var names: [String] = []
        for statement in statements { names.append(try name(of: statement.key)) }
        guard unsafe PQenterPipelineMode(raw) == 1 else { throw unsent("a flight of statements") }
        defer { if unsafe PQexitPipelineMode(raw) == 0 { isBroken = true } }
        if let begin { try send(begin) }
        for (name, statement) in zip(names, statements) {
            guard send(name, statement.parameters) else { throw unsent(statement.text) }
        }
        if committing {
            commitIsOut = true
            try send("COMMIT")
        }
        guard unsafe PQpipelineSync(raw) == 1 else { throw unsent("the end of a flight") }
        return try land(Self.bare(begin) + statements + Self.bare(committing ? "COMMIT" : nil))
    }

    private static func bare(_ text: String?) -> [Statement] {
        text.map { [Statement(text: $0, parameters: [])] } ?? []
    }

    private func send(_ text: String) throws(PostgresError) {
        guard unsafe PQsendQueryParams(raw, text, 0, nil, nil, nil, nil, 1) == 1 else { throw unsent(text) }
    }

    /// libpq did not take it: the connection is lost, or in a state in which it can do nothing for us.
    private func unsent(_ statement: String) -> PostgresError {
        isBroken = true
        return unsafe PostgresError(Answer(nil), connectionIsLost: true, otherwise: lastMessage, statement: statement)
    }

    /// Takes the answers in, all of them, also behind a failure.
    private func land(_ flight: [Statement]) throws(PostgresError) -> Answer {
        var first: PostgresError?
        var last = unsafe Answer(nil)
        for statement in flight {
            last = unsafe Answer(PQgetResult(raw))
            do throws(PostgresError) {
                if first == nil {
                    try requireSuccess(of: last, statement.text)
                    statement.asked?.rows = last.rows(of: statement.text)
                }
            } catch {
                if error.code == .staleStatement { statements.forget(statement.key) }
                first = error
            }
            guard !isLost else { break }
            // Behind each answer there is nothing, which says that it is whole.
            while let more = unsafe PQgetResult(raw) { unsafe PQclear(more) }
        }
        if !isLost { unsafe PQclear(PQgetResult(raw)) }
        if let first { throw first }
        return last
    }
}
