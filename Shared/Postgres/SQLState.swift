/// Sorts the server's five-character SQLSTATE into the few kinds a caller treats differently.
enum SQLState {
    /// Classes whose errors end, or never open, the session.
    static func endsSession(_ state: String) -> Bool {
        state.hasPrefix("08") || state.hasPrefix("57P0") || state == "25P03"
    }

    static func code(_ state: String) -> PostgresError.Code {
        exact[state] ?? classes[String(state.prefix(2))] ?? .server
    }

    private static let exact: [String: PostgresError.Code] = [
        "23502": .notNullViolation,
        "23503": .foreignKeyViolation,
        "23505": .uniqueViolation,
        "23514": .checkViolation,
        "23P01": .exclusionViolation,
        "25P02": .transactionAborted,
        "25P03": .connectionLost,
        "26000": .staleStatement,
        "3D000": .accessRefused,
        "40001": .serializationFailure,
        "40P01": .deadlock,
        "42501": .accessRefused,
        "55P03": .lockUnavailable,
        "57014": .queryCancelled,
        "57P01": .connectionLost,
        "57P02": .connectionLost,
        "57P03": .connectionLost,
        "57P04": .connectionLost,
        "57P05": .connectionLost,
    ]

    private static let classes: [String: PostgresError.Code] = [
        "08": .connectionLost,
        "22": .invalidData,
        "28": .accessRefused,
        "42": .invalidStatement,
        "53": .resourcesExhausted,
    ]
}
