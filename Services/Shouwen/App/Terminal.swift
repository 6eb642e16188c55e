import Glibc

/// Writing to people: answers to standard output, complaints to standard error.
enum Terminal {
    static func complain(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { bytes in unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
    }

    /// Writes a line at once, also when standard output is a pipe that somebody follows.
    static func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    /// Columns side by side, each as wide as its widest cell.
    static func table(_ rows: [[String]]) -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.indices.contains(column) ? width($0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - width(cell) + 2)
            }.joined()
        }.joined(separator: "\n")
    }

    /// Terminal cells: Chinese characters take two.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) {
            $0 + ((0x1100...0x115F).contains($1.value) || (0x2E80...0xFFE6).contains($1.value) ? 2 : 1)
        }
    }
}
