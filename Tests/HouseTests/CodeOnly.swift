/// Swift text with comments, string contents and raw identifiers blanked out; lines and interpolated code stay in place.
struct CodeOnly {
    private let input: [Character]
    private var position = 0
    private var output = ""

    static func of(_ text: String) -> String {
        var reader = CodeOnly(input: Array(text))
        reader.readCode(until: nil)
        return reader.output
    }

    private init(input: [Character]) {
        self.input = input
    }

    private mutating func readCode(until end: Character?) {
        var depth = 0
        while position < input.count {
            let character = input[position]
            if character == end, depth == 0 { return keep() }
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            default: break
            }
            if starts("//") {
                blank { $0.starts("\n") }
            } else if starts("/*") {
                blank { $0.starts("*/") }
                blank(2)
            } else if character == "`" {
                blank(1)
                blank { $0.starts("`") }
                blank(1)
            } else if character == "\"" || startsRawString {
                readString()
            } else {
                keep()
            }
        }
    }

    private mutating func readString() {
        let hashes = String(input[position...].prefix { $0 == "#" })
        keep(hashes.count)
        let quote = starts("\"\"\"") ? "\"\"\"" : "\""
        keep(quote.count)
        while position < input.count, !starts(quote + hashes) {
            if starts("\\" + hashes + "(") {
                keep(hashes.count + 2)
                readCode(until: ")")
            } else if hashes.isEmpty, starts("\\") {
                blank(2)
            } else {
                blank(1)
            }
        }
        keep(quote.count + hashes.count)
    }

    private var startsRawString: Bool {
        input[position] == "#" && input[position...].drop { $0 == "#" }.first == "\""
    }

    private func starts(_ text: String) -> Bool {
        input[position...].starts(with: text)
    }

    private mutating func keep(_ count: Int = 1) {
        output.append(contentsOf: input[position...].prefix(count))
        position = min(position + count, input.count)
    }

    private mutating func blank(_ count: Int) {
        for character in input[position...].prefix(count) {
            output.append(character == "\n" ? "\n" : " ")
        }
        position = min(position + count, input.count)
    }

    private mutating func blank(until isEnd: (Self) -> Bool) {
        while position < input.count, !isEnd(self) { blank(1) }
    }
}
