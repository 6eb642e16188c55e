import Kafka
import Tickets

/// A batch as it came from Kafka, read and interpreted before any transaction opens.
struct Arrivals<Input: Sendable>: Sendable {
    /// One event in its place, with what it means here.
    struct Arrival: Sendable {
        let ticket: TicketID
        let seq: Int
        let type: String
        var event: TicketEvent?
        var input: Input?
        /// Why the event makes no sense, when it makes none.
        var failure: Reason?
        /// As it came, or as it would have come; for the dead letters.
        let record: Record?

        /// An event that is of no concern: it is counted, and that is all.
        static func passing(_ place: CloudEvent.Place, _ record: Record) -> Arrival {
            Arrival(ticket: place.ticket, seq: place.seq, type: place.type, record: record)
        }

        /// The same, known to be no event of the journal.
        var invented: Arrival {
            Arrival(
                ticket: ticket,
                seq: seq,
                type: type,
                failure: failure ?? Reason("the journal of this ticket ends before seq \(seq)"),
                record: record
            )
        }

        /// An event that Kafka has gone past and the journal does not have: the database is older than Kafka.
        static func absent(_ ticket: TicketID, _ seq: Int) -> Arrival {
            Arrival(
                ticket: ticket,
                seq: seq,
                type: "absent",
                failure: Reason("the journal does not have seq \(seq), which comes before one that Kafka brought"),
                record: nil
            )
        }
    }

    private(set) var arrivals: [Arrival] = []
    /// Records that do not even say which ticket they are about.
    private(set) var unreadable: [(record: Record, reason: Reason)] = []
    /// Why the first event still to be handled is taken for senseless, whether it came or is in the journal.
    private(set) var verdict: Reason?
    private let concerns: Set<String>
    private let interpret: @Sendable (TicketEvent) -> Input?

    init(_ letters: [Letter], concerns: Set<String>, _ interpret: @escaping @Sendable (TicketEvent) -> Input?) {
        (self.concerns, self.interpret) = (concerns, interpret)
        for letter in letters {
            if let place = letter.place, !letter.isOfConcern {
                arrivals.append(.passing(place, letter.record))
                continue
            }
            do {
                arrivals.append(arrival(of: try CloudEvent.read(letter.record), letter.record))
            } catch {
                unreadable.append((letter.record, Reason("not a ticket event: \(error.summary)")))
            }
        }
    }

    /// Reads a journal row that Kafka has not brought.
    func arrival(of row: JournalRow) -> Arrival {
        let place = CloudEvent.Place(ticket: row.ticket, seq: row.seq, type: row.type)
        guard concerns.contains(row.type) else { return .passing(place, row.record) }
        return arrival(at: place, row.record) { try row.event() }
    }

    private func arrival(of envelope: CloudEvent.Envelope, _ record: Record) -> Arrival {
        let place = CloudEvent.Place(ticket: envelope.ticket, seq: envelope.seq, type: envelope.type)
        return arrival(at: place, record) { try envelope.event() }
    }

    private func arrival(at place: CloudEvent.Place, _ record: Record, _ read: () throws -> TicketEvent) -> Arrival {
        var arrival = Arrival.passing(place, record)
        do {
            let event = try read()
            arrival.event = event
            arrival.input = interpret(event)
        } catch {
            arrival.failure = Reason("the data does not fit \(place.type): \(error.summary)")
        }
        return arrival
    }

    private init(_ arrivals: [Arrival], unreadable: [(record: Record, reason: Reason)], like other: Self) {
        (self.arrivals, self.unreadable) = (arrivals, unreadable)
        (concerns, interpret) = (other.concerns, other.interpret)
    }

    /// The same, in parts that concern one ticket each.
    func byTicket() -> [Self] {
        var order: [TicketID] = []
        let parts = Dictionary(grouping: arrivals, by: \.ticket)
        for arrival in arrivals where !order.contains(arrival.ticket) {
            order.append(arrival.ticket)
        }
        let tickets = order.map { Self(parts[$0] ?? [], unreadable: [], like: self) }
        return unreadable.isEmpty ? tickets : tickets + [Self([], unreadable: unreadable, like: self)]
    }

    /// The same with what is to be handled next declared senseless, because handling it fails for good.
    func poisoned(by error: any Error) -> Self {
        var poisoned = self
        poisoned.verdict = Reason("handling it fails: \(error.summary)")
        return poisoned
    }
}

extension JournalRow {
    /// The row as Kafka would have brought it; it has no place there.
    fileprivate var record: Record {
        Record(
            topic: Topic.ticketEvents,
            partition: -1,
            offset: -1,
            key: Array(ticket.description.utf8),
            value: Array(CloudEvent.json(self).utf8),
            headers: CloudEvent.headers(self).map { Header($0.name, $0.value) }
        )
    }
}

extension Error {
    /// The error in at most 300 characters; a `DecodingError` by its path, without the data.
    package var summary: String {
        guard let error = self as? DecodingError else { return String("\(self)".prefix(300)) }
        let (path, what) =
            switch error {
            case .typeMismatch(_, let context): (context.codingPath, context.debugDescription)
            case .valueNotFound(_, let context): (context.codingPath, context.debugDescription)
            case .keyNotFound(let key, let context): (context.codingPath + [key], "it is missing")
            case .dataCorrupted(let context): (context.codingPath, context.debugDescription)
            @unknown default: ([], "unreadable")
            }
        return String("/\(path.map { $0.stringValue }.joined(separator: "/")): \(what)".prefix(300))
    }
}
