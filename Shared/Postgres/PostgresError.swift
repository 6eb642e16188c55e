/// Everything that can go wrong between a service and PostgreSQL, told without a single value of the statement.
package struct PostgresError: Error, Sendable, Equatable {
    /// The kinds a caller may want to tell apart; `sqlState` has the server's exact word.
    package enum Code: String, Sendable {
        case connectionLost, accessRefused, poolExhausted, poolClosed, resourcesExhausted
        case serializationFailure, deadlock, lockUnavailable, queryCancelled, cancelled
        case uniqueViolation, foreignKeyViolation, checkViolation, notNullViolation, exclusionViolation
        case invalidStatement, invalidData, invalidParameter, decoding
        case staleStatement, transactionAborted, server
    }

    package let code: Code
    package var sqlState: String?
    /// The server's primary message; never its DETAIL, which quotes rows.
    package var message: String
    /// The text with `$n` in the place of values.
    package var statement: String?
    package var constraint: String?
    /// Where in the statement the server stopped, counted in characters from 1.
    package var position: Int?
    package var isConnectionLost = false
    /// The answer to COMMIT was lost: the work is either wholly done or wholly undone, and only the data can tell.
    package var outcomeUnknown = false
    /// Nothing reached the server, so another connection may do the same work without the caller noticing.
    var nothingSent = false

    package init(_ code: Code, _ message: String, sqlState: String? = nil, statement: String? = nil) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
        self.statement = statement
        self.isConnectionLost = code == .connectionLost
    }

    /// Whether doing the whole transaction again may help and cannot do it twice.
    ///
    /// False when `outcomeUnknown`: only a caller whose work is idempotent may then try again.
    package var isRetriable: Bool {
        guard !outcomeUnknown else { return false }
        switch code {
        case .connectionLost, .serializationFailure, .deadlock, .lockUnavailable, .resourcesExhausted,
            .staleStatement, .poolExhausted:
            return true
        case .accessRefused, .poolClosed, .queryCancelled, .cancelled, .uniqueViolation, .foreignKeyViolation,
            .checkViolation, .notNullViolation, .exclusionViolation, .invalidStatement, .invalidData,
            .invalidParameter, .decoding, .transactionAborted, .server:
            return false
        }
    }
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        var text = "\(code.rawValue)"
        if let sqlState { text += " \(sqlState)" }
        text += ": \(message)"
        if let constraint { text += " [constraint \(constraint)]" }
        if outcomeUnknown { text += " [whether it was committed is unknown]" }
        if let position { text += " [at character \(position)]" }
        if let statement { text += " in: \(statement.prefix(400))" }
        return text
    }
}
