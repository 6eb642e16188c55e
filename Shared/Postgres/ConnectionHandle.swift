internal import CLibPQ

/// Owns one libpq connection and makes its blocking calls; lives and dies on its connection's queue.
@safe
final class ConnectionHandle {
    let raw: OpaquePointer
    var statements = StatementCache()
    /// The error that put the open transaction into its failed state, told again if the caller swallowed it.
    var failure: PostgresError?
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
        let key = StatementCache.Key(text: text, types: parameters.map(\.oid))
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
        return try control(text)
    }

    /// The same for this module's own statements, which must also run when the task was cancelled.
    func control(_ text: String) throws(PostgresError) -> Answer {
        let answer = unsafe Answer(PQexec(raw, text))
        return try judged(answer, text)
    }

    private func runPrepared(_ key: StatementCache.Key, _ parameters: [Parameter]) throws(PostgresError) -> Answer {
        let name: String
        if let known = statements.name(for: key) { name = known } else { name = try prepare(key) }
        let answer = execute(name, parameters)
        do throws(PostgresError) {
            return try judged(answer, key.text)
        } catch  where error.code == .staleStatement {
            statements.forget(key)
            throw error
        }
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
        let count = parameters.count
        let lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
        let binary = [Int32](repeating: 1, count: count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parameters.reduce(1) { $0 + ($1.bytes?.count ?? 0) })
        for parameter in parameters { if let part = parameter.bytes { bytes += part } }
        // A spare byte at the end, so that an empty value is an address and not a null pointer, which means NULL.
        bytes.append(0)
        let raw = unsafe raw
        let result = unsafe bytes.withUnsafeBytes { buffer -> OpaquePointer? in
            var offset = 0
            let values = unsafe parameters.map { parameter -> UnsafePointer<CChar>? in
                guard let length = parameter.bytes?.count else { return nil }
                defer { offset += length }
                return unsafe buffer.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
            }
            return unsafe PQexecPrepared(raw, name, Int32(count), values, lengths, binary, 1)
        }
        return unsafe Answer(result)
    }
}

extension ConnectionHandle {
    private func check(_ text: String, _ parameters: [Parameter]) throws(PostgresError) {
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

    private func refuseWhenCancelled() throws(PostgresError) {
        guard Task.isCancelled else { return }
        throw PostgresError(.cancelled, "the task was cancelled before the statement was sent")
    }

    private func judged(_ answer: consuming Answer, _ statement: String) throws(PostgresError) -> Answer {
        if answer.isSuccess { return answer }
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
