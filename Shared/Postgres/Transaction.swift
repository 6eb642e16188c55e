/// How much of other transactions one sees.
package enum Isolation: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"
}

extension ConnectionHandle {
    /// BEGIN, which goes with the first statement, the body, COMMIT, which takes along what was posted last; or ROLLBACK
    /// when something throws.
    @_semantics("optimize.sil.specialize.generic.never")
    func transaction<R>(_ isolation: Isolation, _ body: (borrowing Session) throws -> R) throws -> R {
        (failure, posted, beginning) = (nil, [], "BEGIN ISOLATION LEVEL \(isolation.rawValue)")
        let result: R
        do {
            result = try body(Session(self))
            // A body without statements has nothing to commit.
            if beginning != nil, posted.isEmpty {
                beginning = nil
                return result
            }
            try requireCommittable()
        } catch {
            (posted, beginning) = ([], nil)
            rollBack()
            throw error
        }
        try commit()
        return result
    }

    /// The body alone; each statement commits by itself.
    @_semantics("optimize.sil.specialize.generic.never")
    func read<R>(_ body: (borrowing Session) throws -> R) throws -> R {
        failure = nil
        defer { if transactionStatus != .idle { isBroken = true } }
        return try body(Session(self))
    }

    /// COMMIT of a failed transaction answers "ROLLBACK" and no error: a swallowed error would lose the work unseen.
    private func requireCommittable() throws(PostgresError) {
        switch transactionStatus {
        case .active: return
        case .idle where beginning != nil: return
        case .failed, .unknown:
            throw failure ?? PostgresError(.transactionAborted, "the transaction had failed before COMMIT")
        case .idle:
            throw PostgresError(.transactionAborted, "the body itself ended the transaction; it must not")
        }
    }

    private func commit() throws(PostgresError) {
        let isAlone = beginning == nil && posted.isEmpty
        commitIsOut = isAlone
        do throws(PostgresError) {
            let answer = isAlone ? try control("COMMIT") : try fly(with: nil, committing: true)
            guard answer.commandTag == "COMMIT" else {
                throw PostgresError(.transactionAborted, "the server rolled the transaction back at COMMIT")
            }
        } catch {
            var error = error
            error.outcomeUnknown = commitIsOut && error.isConnectionLost
            rollBack()
            throw error
        }
    }

    private func rollBack() {
        guard !isBroken, transactionStatus != .idle else { return }
        if (try? control("ROLLBACK")) == nil || transactionStatus != .idle { isBroken = true }
    }
}
