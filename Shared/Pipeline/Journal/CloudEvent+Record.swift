import FoundationEssentials
import Kafka
import Tickets

extension CloudEvent {
    /// Reads an event of `ticket.events` as Kafka brought it.
    ///
    /// - Throws: a `DecodingError` when not even the ticket and the seq can be read.
    static func read(_ record: Record) throws -> Envelope {
        if let envelope = asWritten(record) { return envelope }
        return try read(record.value ?? [])
    }

    /// Reads an event that this system wrote: its value begins with what its headers say, letter by letter, so that only
    /// the data is left to decode.
    ///
    /// - Returns: nil for one that is written in any other way, which CloudEvents allows as well.
    private static func asWritten(_ record: Record) -> Envelope? {
        guard let value = record.value, let row = row(of: record) else { return nil }
        let head = Array(head(row).utf8)
        guard value.count > head.count + 1, value.starts(with: head), value.hasSuffix("}}") else { return nil }
        var data = Data([UInt8(ascii: "{")])
        switch value[head.count] {
        case UInt8(ascii: ","): data += value[(head.count + 1)...].dropLast()
        case UInt8(ascii: "}") where value.count == head.count + 2: data += [UInt8(ascii: "}")]
        default: return nil
        }
        // What does not fit may have more behind its data; it is read as a whole, and judged then.
        return (try? TicketFact(type: row.type, json: data)).map { Envelope(row, .success($0)) }
    }

    /// The row that these headers are of, with no data.
    private static func row(of record: Record) -> JournalRow? {
        guard let place = place(in: record) else { return nil }
        var (at, source, trace): (Instant?, String?, String?) = (nil, nil, nil)
        for header in record.headers {
            guard let value = header.value else { continue }
            switch header.name {
            case Attribute.time: at = Instant(String(decoding: value, as: UTF8.self))
            case Attribute.source: source = text(value)
            case Attribute.trace: trace = text(value)
            default: continue
            }
        }
        guard let at, let source, source.hasPrefix(sources), place.type.utf8.allSatisfy(isPlain) else { return nil }
        return JournalRow(
            ticket: place.ticket,
            seq: place.seq,
            type: place.type,
            at: at,
            source: String(source.dropFirst(sources.count)),
            trace: trace,
            data: ""
        )
    }

    /// Text that JSON writes as it is; nil for any other.
    private static func text(_ bytes: [UInt8]) -> String? {
        bytes.allSatisfy(isPlain) ? String(decoding: bytes, as: UTF8.self) : nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        0x20..<0x7f ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && suffix(text.utf8CodeUnitCount).elementsEqual("\(text)".utf8)
    }
}
