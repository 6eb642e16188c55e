import Pipeline
import Postgres
import Tickets

/// A stage as small as one can be: it writes down every note it is told of, once and in order, and counts them.
enum Probe {
    static let name = "probe"
    /// A note with this text is senseless to the rules.
    static let senseless = "senseless"
    /// A note with this text makes the database refuse the effect.
    static let forbidden = "forbidden"
    /// Whoever holds this advisory lock holds the probe up in the middle of its transactions.
    static let gate: Int64 = 77

    static let schema = """
        CREATE SCHEMA probe;
        CREATE TABLE probe.progress (ticket_id uuid PRIMARY KEY, last_seq integer NOT NULL);
        CREATE TABLE probe.count (ticket_id uuid PRIMARY KEY, notes integer NOT NULL);
        CREATE TABLE probe.effect (
            id bigint GENERATED ALWAYS AS IDENTITY,
            ticket_id uuid NOT NULL,
            seq integer NOT NULL,
            text text NOT NULL CHECK (text <> 'forbidden')
        );
        """

    static let concerns: Set = [EventType.received.rawValue, EventType.noted.rawValue]

    static func definition(answering: Bool = false) -> StageDefinition<ProbeRules> {
        StageDefinition(
            name,
            rules: ProbeRules(),
            store: ProbeStore(appendsToTickets: answering),
            concerns: { concerns.contains($0.rawValue) }
        ) { event in
            switch event.fact {
            case .received: ProbeNote(seq: event.seq, text: "received")
            case .noted(let noted): ProbeNote(seq: event.seq, text: noted.text)
            default: nil
            }
        }
    }
}

struct ProbeNote: Hashable, Sendable {
    let seq: Int
    let text: String
}

struct ProbeRules: Rules {
    func decide(_ note: ProbeNote, in notes: Int?, at now: Instant) -> Decision<Int, ProbeNote> {
        note.text == Probe.senseless
            ? .reject(Reason("a note says \(note.text)")) : .keep((notes ?? 0) + 1, emit: [note])
    }
}

struct ProbeStore: StateStore {
    /// Answers every note with a progress on the ticket.
    let appendsToTickets: Bool

    func load(
        _ ids: [TicketID],
        _ tickets: [TicketID: Ticket],
        _ asked: PendingRows?,
        in session: borrowing Session
    ) throws -> [TicketID: Int] {
        let rows = try session.query(
            "SELECT ticket_id, notes FROM probe.count WHERE ticket_id = ANY(\(ids))"
        )
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try $0["ticket_id"], Int(try $0["notes", as: Int32.self])) }
        )
    }

    func save(
        _ effects: [Effect<Int, ProbeNote>],
        with writer: inout Writer,
        in session: borrowing Session
    ) throws {
        _ = try session.query("SELECT pg_advisory_xact_lock_shared(\(Probe.gate))")
        for effect in effects {
            try session.execute(
                """
                INSERT INTO probe.count VALUES (\(effect.ticket), \(Int32(effect.state ?? 0)))
                ON CONFLICT (ticket_id) DO UPDATE SET notes = excluded.notes
                """
            )
            for note in effect.outputs {
                try session.execute(
                    """
                    INSERT INTO probe.effect (ticket_id, seq, text)
                    VALUES (\(effect.ticket), \(Int32(note.seq)), \(note.text))
                    """
                )
                guard appendsToTickets else { continue }
                let answer = Progressed(by: AnyFact.actor, text: "answer to \(note.seq)", isPublic: false)
                try writer.append([.progressed(answer)], to: effect.ticket, cause: effect.cause?.trace)
            }
        }
    }
}
