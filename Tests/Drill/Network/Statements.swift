/// Reads what a client says to PostgreSQL, message by message, and tells which statement each runs.
///
/// Only enough of the protocol is known to find the ends of messages, and the text of statements prepared before.
struct Statements {
    struct Message {
        let bytes: ArraySlice<UInt8>
        /// The text of the statement that this message makes the server run.
        let statement: String?
    }

    private static let plainRequests: Set<UInt32> = [80_877_103, 80_877_104, 80_877_102]  // TLS, GSS, cancel

    private var rest: [UInt8] = []
    private var isGreeted = false
    private var prepared: [String: String] = [:]

    /// Takes what came and answers the messages that are whole now, in their order.
    mutating func read(_ bytes: [UInt8]) -> [Message] {
        rest += bytes
        var messages: [Message] = []
        var start = 0
        while let length = messageLength(at: start), start + length <= rest.count {
            messages.append(message(rest[start..<start + length]))
            start += length
        }
        rest.removeFirst(start)
        return messages
    }

    /// The first messages of a connection have no type in front of their length.
    private func messageLength(at start: Int) -> Int? {
        let offset = isGreeted ? 1 : 0
        guard rest.count >= start + offset + 4 else { return nil }
        return offset + Int(number(at: start + offset, in: rest[...]))
    }

    private func number(at start: Int, in bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    private mutating func message(_ bytes: ArraySlice<UInt8>) -> Message {
        guard isGreeted else {
            let isPlain = bytes.count == 8 && Self.plainRequests.contains(number(at: bytes.startIndex + 4, in: bytes))
            isGreeted = !isPlain
            return Message(bytes: bytes, statement: nil)
        }
        let body = bytes.dropFirst(5)
        let texts = body.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        func text(_ index: Int) -> String { index < texts.count ? String(decoding: texts[index], as: UTF8.self) : "" }
        switch bytes.first {
        case UInt8(ascii: "Q"):
            return Message(bytes: bytes, statement: text(0))
        case UInt8(ascii: "P"):
            prepared[text(0)] = text(1)
            return Message(bytes: bytes, statement: nil)
        case UInt8(ascii: "B"):
            return Message(bytes: bytes, statement: prepared[text(1)])
        default:
            return Message(bytes: bytes, statement: nil)
        }
    }
}
