internal import CLibPQ

/// Owns one libpq connection and makes its blocking calls; lives and dies on its connection's queue.
@safe
final class ConnectionHandle {
    let raw: OpaquePointer
    var statements = StatementCache()
    /// The error that put the open transaction into its failed state, told again if the caller swallowed it.
    var failure: PostgresError?
    /// The BEGIN of a transaction in which nothing was sent yet; it goes with the first statement.
    var beginning: String?
    /// Statements that wait for the next one to take them along.
    var posted: [Statement] = []
    /// Whether the server may have got the COMMIT of the latest transaction.
    var commitIsOut = false
    /// Set when the session's state can no longer be trusted; the connection is then thrown away.
    var isBroken = false

    init(raw: OpaquePointer) {
        unsafe self.raw = unsafe raw
    }

    deinit {
        unsafe PQfinish(raw)
    }

    enum TransactionStatus { case idle, active, failed, unknown }

    var transactionStatus: TransactionStatus {
        switch unsafe PQtransactionStatus(raw) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_INTRANS: .active
        case PQTRANS_INERROR: .failed
        default: .unknown
        }
    }

    var isLost: Bool { unsafe PQstatus(raw) != CONNECTION_OK }

    /// Runs one statement with its values, prepared on first use.
    func run(_ text: String, _ parameters: [Parameter]) throws(PostgresError) -> Answer {
        try refuseWhenCancelled()
        try check(text, parameters)
        let statement = Statement(text: text, parameters: parameters)
        guard beginning == nil, posted.isEmpty else { return try fly(with: statement) }
        let key = statement.key
        do throws(PostgresError) {
            return try runPrepared(key, parameters)
        } catch  where error.code == .staleStatement && transactionStatus == .idle {
            return try runPrepared(key, parameters)
        }
    }

    /// Runs text as it stands, with several statements if need be.
    func script(_ text: String) throws(PostgresError) -> Answer {
        try refuseWhenCancelled()
        try check(text, [])
        try sendPosted()
        return try control(text)
    }

    /// The same for this module's own statements, which must also run when the task was cancelled.
    func control(_ text: String) throws(PostgresError) -> Answer {
        let answer = unsafe Answer(PQexec(raw, text))
        return try judged(answer, text)
    }

    private func runPrepared(_ key: StatementCache.Key, _ parameters: [Parameter]) throws(PostgresError) -> Answer {
        let answer = execute(try name(of: key), parameters)
        do throws(PostgresError) {
            return try judged(answer, key.text)
        } catch  where error.code == .staleStatement {
            statements.forget(key)
            throw error
        }
    }

    /// The name under which the server knows the statement, which it is told on first use.
    func name(of key: StatementCache.Key) throws(PostgresError) -> String {
        if let known = statements.name(for: key) { return known }
        return try prepare(key)
    }

    private func prepare(_ key: StatementCache.Key) throws(PostgresError) -> String {
        let name = statements.newName()
        let prepared = unsafe Answer(PQprepare(raw, name, key.text, Int32(key.types.count), key.types))
        _ = try judged(prepared, key.text)
        if let evicted = statements.insert(key, name: name) {
            _ = try control("DEALLOCATE \(evicted)")
        }
        return name
    }

    private func execute(_ name: String, _ parameters: [Parameter]) -> Answer {
        let raw = unsafe raw
        return unsafe Answer(
            unsafe withValues(of: parameters) { count, values, lengths, formats in
                unsafe PQexecPrepared(raw, name, count, values, lengths, formats, 1)
            }
        )
    }

    /// Hands a prepared statement to libpq, which sends it with others.
    func send(_ name: String, _ parameters: [Parameter]) -> Bool {
        let raw = unsafe raw
        return unsafe withValues(of: parameters) { count, values, lengths, formats in
            unsafe PQsendQueryPrepared(raw, name, count, values, lengths, formats, 1) == 1
        }
    }

    /// The values as libpq wants them, side by side in one piece of memory.
    private func withValues<R>(
        of parameters: [Parameter],
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> R
    ) -> R {
        let lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
        let binary = [Int32](repeating: 1, count: parameters.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parameters.reduce(1) { $0 + ($1.bytes?.count ?? 0) })
        for parameter in parameters { if let part = parameter.bytes { bytes += part } }
        // A spare byte at the end, so that an empty value is an address and not a null pointer, which means NULL.
        bytes.append(0)
        return unsafe bytes.withUnsafeBytes { buffer in
            var offset = 0
            let values = unsafe parameters.map { parameter -> UnsafePointer<CChar>? in
                guard let length = parameter.bytes?.count else { return nil }
                defer { offset += length }
                return unsafe buffer.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
            }
            return unsafe body(Int32(parameters.count), values, lengths, binary)
        }
    }
}

extension ConnectionHandle {
    func check(_ text: String, _ parameters: [Parameter]) throws(PostgresError) {
        guard let message = fault(text, parameters) else { return }
        throw PostgresError(.invalidParameter, message, statement: String(text.prefix(2000)))
    }

    private func fault(_ text: String, _ parameters: [Parameter]) -> String? {
        guard !text.utf8.contains(0) else { return "the statement holds a NUL character" }
        guard parameters.count <= 65535 else {
            return "\(parameters.count) values are too many for one statement; pass arrays and unnest them"
        }
        return parameters.firstIndex(where: \.holdsNUL).map {
            "the text for $\($0 + 1) holds a NUL character, which PostgreSQL cannot keep; remove it first"
        }
    }

    func refuseWhenCancelled() throws(PostgresError) {
        guard Task.isCancelled else { return }
        throw PostgresError(.cancelled, "the task was cancelled before the statement was sent")
    }

    private func judged(_ answer: consuming Answer, _ statement: String) throws(PostgresError) -> Answer {
        try requireSuccess(of: answer, statement)
        return answer
    }

    func requireSuccess(of answer: borrowing Answer, _ statement: String) throws(PostgresError) {
        if answer.isSuccess { return }
        let error = PostgresError(answer, connectionIsLost: isLost, otherwise: lastMessage, statement: statement)
        if isLost { isBroken = true }
        if failure == nil { failure = error }
        throw error
    }

    /// libpq's own words about the connection, first line only.
    var lastMessage: String {
        let text = unsafe String(cString: PQerrorMessage(raw))
        return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "the connection failed without a word"
    }
}
