import FoundationEssentials
package import Tickets

/// An event as it stands on Kafka and in the feed: CloudEvents 1.0, structured JSON.
package enum CloudEvent {
    package static let contentType = "application/cloudevents+json; charset=UTF-8"

    /// The event's JSON; `data` is the journal's text with `seq` put before the rest.
    package static func json(_ row: JournalRow) -> String {
        let trace = row.trace.map { #","traceparent":"\#($0)""# } ?? ""
        let rest = row.data.dropFirst().drop { $0.isWhitespace }
        return #"{"specversion":"1.0","id":"\#(id(row))","source":"/shouwen/\#(row.source)","type":"\#(row.type)","#
            + #""subject":"\#(row.ticket)","time":"\#(row.at)","datacontenttype":"application/json""#
            + #","partitionkey":"\#(row.ticket)"\#(trace),"data":{"seq":\#(row.seq)\#(rest == "}" ? "" : ",")\#(rest)}"#
    }

    /// The attributes that a reader can filter by without reading the value.
    package static func headers(_ row: JournalRow) -> [(name: String, value: String)] {
        [
            ("content-type", contentType), ("ce_specversion", "1.0"), ("ce_id", id(row)),
            ("ce_source", "/shouwen/\(row.source)"), ("ce_type", row.type), ("ce_subject", row.ticket.description),
            ("ce_time", row.at.description),
        ] + (row.trace.map { [("traceparent", $0)] } ?? [])
    }

    private static func id(_ row: JournalRow) -> String {
        "\(row.ticket):\(row.seq)"
    }

    /// Reads an event of `ticket.events`.
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
