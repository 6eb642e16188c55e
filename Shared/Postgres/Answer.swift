internal import CLibPQ

/// Owns one result of libpq and frees it when it goes out of scope.
@safe
struct Answer: ~Copyable {
    private let raw: OpaquePointer?

    init(_ raw: OpaquePointer?) {
        unsafe self.raw = unsafe raw
    }

    deinit {
        unsafe PQclear(raw)
    }

    var isSuccess: Bool {
        switch unsafe PQresultStatus(raw) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: true
        default: false
        }
    }

    /// Such as `COMMIT`, or `ROLLBACK` when the transaction had already failed.
    var commandTag: String {
        unsafe String(cString: PQcmdStatus(raw))
    }

    var affectedRows: Int {
        Int(unsafe String(cString: PQcmdTuples(raw))) ?? 0
    }

    func rows(of statement: String) -> [Row] {
        let (height, width) = unsafe (Int(PQntuples(raw)), Int(PQnfields(raw)))
        let columns = (0..<Int32(width)).map { column in
            unsafe (name: String(cString: PQfname(raw, column)), oid: PQftype(raw, column))
        }
        var bytes: [UInt8] = []
        var bounds: [(start: Int, end: Int)] = []
        bounds.reserveCapacity(height * width)
        for row in 0..<Int32(height) {
            for column in 0..<Int32(width) {
                guard unsafe PQgetisnull(raw, row, column) == 0 else {
                    bounds.append((0, -1))
                    continue
                }
                let length = unsafe Int(PQgetlength(raw, row, column))
                let cell = unsafe UnsafeRawBufferPointer(start: PQgetvalue(raw, row, column), count: length)
                bounds.append((bytes.count, bytes.count + length))
                unsafe bytes.append(contentsOf: cell)
            }
        }
        let table = RowTable(columns: columns, statement: statement, bytes: bytes, bounds: bounds)
        return (0..<height).map { Row(table: table, index: $0) }
    }

    /// One field of the server's report; nil when the failure was libpq's own.
    func field(_ name: Character) -> String? {
        guard let code = name.asciiValue else { return nil }
        guard let text = unsafe PQresultErrorField(raw, Int32(code)) else { return nil }
        return unsafe String(cString: text)
    }
}
