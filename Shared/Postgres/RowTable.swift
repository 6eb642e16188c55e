/// The cells of one answer, copied out of libpq in one piece and shared by its rows.
final class RowTable: Sendable {
    let columns: [(name: String, oid: UInt32)]
    private let places: [String: Int]
    private let statement: String
    private let bytes: [UInt8]
    /// Where each cell begins and ends, row after row; an end before its beginning is NULL.
    private let bounds: [(start: Int, end: Int)]

    init(
        columns: [(name: String, oid: UInt32)],
        statement: String,
        bytes: [UInt8],
        bounds: [(start: Int, end: Int)]
    ) {
        self.columns = columns
        places = Dictionary(columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
        self.statement = statement
        self.bytes = bytes
        self.bounds = bounds
    }

    /// The place of the first column with this name.
    func column(named name: String) -> Int? {
        places[name]
    }

    func cell(row: Int, column: Int) -> ArraySlice<UInt8>? {
        let (start, end) = bounds[row * columns.count + column]
        return end < start ? nil : bytes[start..<end]
    }

    func error(_ message: String) -> PostgresError {
        PostgresError(.decoding, message, statement: statement)
    }
}
