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
            case "/" where starts("//"):
                blank { $0.starts("\n") }
            case "/" where starts("/*"):
                blank { $0.starts("*/") }
                blank(2)
            case "`":
                blank(1)
                blank { $0.starts("`") }
                blank(1)
            case "\"":
                readString()
            case "#" where startsRawString:
                readString()
            default:
                depth += character == "(" ? 1 : character == ")" ? -1 : 0
                keep()
            }
        }
    }

    private mutating func readString() {
        let hashes = String(input[position...].prefix { $0 == "#" })
        keep(hashes.count)
        let quote = starts("\"\"\"") ? "\"\"\"" : "\""
        keep(quote.count)
        while position < input.count, !(input[position] == "\"" && starts(quote + hashes)) {
            // A lone quote, as in a pattern, ends with its line.
            if input[position] == "\n", quote.count == 1 { return }
            if input[position] == "\\", starts("\\" + hashes + "(") {
                keep(hashes.count + 2)
                readCode(until: ")")
            } else if hashes.isEmpty, input[position] == "\\" {
                blank(2)
            } else {
                blank(1)
            }
        }
        keep(quote.count + hashes.count)
    }

    private var startsRawString: Bool {
        input[position...].drop { $0 == "#" }.first == "\""
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
