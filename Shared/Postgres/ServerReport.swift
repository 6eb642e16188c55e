extension PostgresError {
    /// Makes the error of a failed statement out of the server's report, leaving DETAIL and values behind.
    init(_ answer: borrowing Answer, connectionIsLost: Bool, otherwise: String, statement: String) {
        let state = answer.field("C")
        // 0A000 also means "not supported"; only the routine's name, which is never translated, tells them apart.
        let planIsStale = state == "0A000" && answer.field("R") == "RevalidateCachedQuery"
        let reported = planIsStale ? .staleStatement : state.map(SQLState.code) ?? .server
        self.init(
            connectionIsLost ? .connectionLost : reported,
            answer.field("M").map { Self.withoutValues($0, state: state) } ?? otherwise,
            sqlState: state,
            statement: String(statement.prefix(2000))
        )
        constraint = answer.field("n")
        position = answer.field("P").flatMap { Int($0) }
    }

    /// Data errors quote the value they dislike, even in the primary message.
    static func withoutValues(_ message: String, state: String?) -> String {
        guard state?.hasPrefix("22") == true, let first = message.firstIndex(of: "\""),
            let last = message.lastIndex(of: "\""), first < last
        else { return message }
        return message[..<first] + "\"…\"" + message[message.index(after: last)...]
    }
}
