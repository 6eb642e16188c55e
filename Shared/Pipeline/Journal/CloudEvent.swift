import FoundationEssentials
import Kafka
package import Tickets

/// An event as it stands on Kafka and in the feed: CloudEvents 1.0, structured JSON.
package enum CloudEvent {
    package static let contentType = "application/cloudevents+json; charset=UTF-8"

    /// The event's JSON; `data` is the journal's text with `seq` put before the rest.
    package static func json(_ row: JournalRow) -> String {
        let head = head(row)
        let rest = row.data.utf8.dropFirst().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        let isEmpty = rest.first == UInt8(ascii: "}")
        return "\(head)\(isEmpty ? "" : ",")\(Substring(rest))}"
    }

    /// The event's JSON up to what `data` says beside `seq`.
    static func head(_ row: JournalRow) -> String {
        let ticket = row.ticket.description
        let trace = row.trace.map { #","traceparent":"\#($0)""# } ?? ""
        return
            #"{"specversion":"1.0","id":"\#(ticket):\#(row.seq)","source":"\#(sources)\#(row.source)","type":"\#(row.type)","#
            + #""subject":"\#(ticket)","time":"\#(row.at)","datacontenttype":"application/json""#
            + #","partitionkey":"\#(ticket)"\#(trace),"data":{"seq":\#(row.seq)"#
    }

    /// The attributes that a reader can filter by without reading the value.
    package static func headers(_ row: JournalRow) -> [(name: String, value: String)] {
        let ticket = row.ticket.description
        var headers = [
            ("content-type", contentType), ("ce_specversion", "1.0"), (Attribute.id, "\(ticket):\(row.seq)"),
            (Attribute.source, "\(sources)\(row.source)"), (Attribute.type, row.type), ("ce_subject", ticket),
            (Attribute.time, row.at.description),
        ]
        if let trace = row.trace { headers.append((Attribute.trace, trace)) }
        return headers
    }

    /// What the names of all sources begin with.
    static let sources = "/shouwen/"

    /// The headers that tell what an event is, where it belongs, and where it comes from.
    enum Attribute {
        static let id = "ce_id"
        static let type = "ce_type"
        static let source = "ce_source"
        static let time = "ce_time"
        static let trace = "traceparent"
    }

    /// Where an event belongs and what it is.
    struct Place: Hashable, Sendable {
        let ticket: TicketID
        let seq: Int
        let type: String
    }

    /// Reads an event's place from its headers alone, for those who have no use for the rest.
    ///
    /// - Returns: nil when the headers do not tell; the value does then, or nothing.
    static func place(in record: Record) -> Place? {
        var (id, type): ([UInt8]?, [UInt8]?) = (nil, nil)
        for header in record.headers {
            if header.name == Attribute.id { id = header.value }
            if header.name == Attribute.type { type = header.value }
        }
        guard let id, let type, id.count > 37, id[36] == UInt8(ascii: ":"), let ticket = TicketID(id[..<36]),
            let seq = Int32(String(decoding: id[37...], as: UTF8.self)), seq > 0
        else { return nil }
        return Place(ticket: ticket, seq: Int(seq), type: String(decoding: type, as: UTF8.self))
    }

    /// Whether a header is one that tells an event's place.
    static func isPlace(_ header: Header) -> Bool {
        header.name == Attribute.id || header.name == Attribute.type
    }

    /// Reads an event from its JSON alone.
    ///
    /// - Throws: a `DecodingError` when not even the ticket and the seq can be read.
    package static func read(_ json: [UInt8]) throws -> Envelope {
        try JSONDecoder().decode(Envelope.self, from: Data(json))
    }

    /// An event whose place is known; whether its data makes sense is told apart, since that poisons one ticket only.
    package struct Envelope: Decodable, Sendable {
        package let ticket: TicketID
        package let seq: Int
        package let type: String
        package let at: Instant
        package let source: String
        package let trace: String?
        package let fact: Result<TicketFact, any Error>

        init(_ row: JournalRow, _ fact: Result<TicketFact, any Error>) {
            (ticket, seq, type, at) = (row.ticket, row.seq, row.type, row.at)
            (source, trace, self.fact) = (row.source, row.trace, fact)
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            ticket = try container.decode(TicketID.self, forKey: .subject)
            type = try container.decode(String.self, forKey: .type)
            at = try container.decode(Instant.self, forKey: .time)
            source = String(try container.decode(String.self, forKey: .source).split(separator: "/").last ?? "")
            trace = try container.decodeIfPresent(String.self, forKey: .traceparent)
            seq = Int(try container.decode(Position.self, forKey: .data).seq)
            fact = Result { [type] in try TicketFact(type: type, from: DataReader(container: container)) }
        }

        package func event() throws -> TicketEvent {
            TicketEvent(ticket: ticket, seq: seq, at: at, source: source, trace: trace, fact: try fact.get())
        }

        private struct Position: Decodable {
            /// As wide as the journal's column: a larger one is no event of ours.
            let seq: Int32
        }

        private struct DataReader: FactReader {
            let container: KeyedDecodingContainer<CodingKeys>

            func read<Fact: Decodable>() throws -> Fact {
                try container.decode(Fact.self, forKey: .data)
            }
        }

        enum CodingKeys: CodingKey {
            case subject, type, time, source, traceparent, data
        }
    }
}
