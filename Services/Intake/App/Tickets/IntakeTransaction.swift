import IntakeRules
import Pipeline
import Postgres
import Tickets

/// One transaction of intake: claims the keys, and writes tickets, journal and outbox for what is new.
struct IntakeTransaction {
    private let batch: [Submission]
    private let claims: [Claim?]
    /// The places that bring a ticket if nothing stood for their keys before.
    private let candidates: [Int]

    init(_ batch: [Submission]) {
        self.batch = batch
        claims = batch.map { $0.claim }
        let firsts = Set(Claims.firsts(of: claims))
        candidates = batch.indices.filter { batch[$0].claim == nil || firsts.contains($0) }
    }

    /// A ticket's names, drawn before it is known whether they are needed: numbers may have gaps.
    private struct Birth {
        let ticket: TicketID
        let number: TicketNumber
    }

    func run(in session: borrowing Session) throws -> [Outcome] {
        let (now, births) = try draw(in: session)
        let claimed = try claim(births, in: session)
        let verdicts = Claims.judge(claims, claimed: claimed)
        var writer = Writer(source: "intake", now: now)
        for (place, birth) in births where verdicts[place] == .creates {
            let submission = batch[place]
            let received = submission.draft
                .received(as: birth.number, through: submission.channel, from: submission.source)
            try writer.receive(birth.ticket, received, trace: submission.trace)
        }
        try writer.write(in: session)
        return verdicts.enumerated().map { outcome($1, at: $0, births, now) }
    }

    /// The database's time and a number for each candidate; whoever else stores one of our keys may hold us up for a second.
    private func draw(in session: borrowing Session) throws -> (Instant, [(Int, Birth)]) {
        let rows = try session.query(
            """
            SELECT now() AS now, set_config('lock_timeout', '1s', true) AS patience,
                ARRAY(SELECT nextval('ticket_number_sequence') FROM generate_series(1, \(candidates.count))) AS numbers
            """
        )
        let now = try rows[0]["now", as: Instant.self]
        let date = CivilDate(now, secondsEast: 8 * 3600)
        let births = zip(candidates, try rows[0]["numbers", as: [Int].self]).map { place, number in
            let random = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
            return (
                place,
                Birth(
                    ticket: TicketID(at: now, random: random),
                    number: TicketNumber(date: date, sequence: Int64(number))
                )
            )
        }
        return (now, births)
    }

    /// Stores the keys that are new.
    ///
    /// - Returns: what the others stand for.
    private func claim(_ births: [(Int, Birth)], in session: borrowing Session) throws -> [Claim.Slot: Claimed] {
        let keyed = births.compactMap { place, birth in claims[place].map { ($0, birth) } }
        guard !keyed.isEmpty else { return [:] }
        let new = try session.query(
            """
            INSERT INTO idempotency_key (client, key, fingerprint, ticket_id, number)
            SELECT * FROM unnest(\(keyed.map { $0.0.slot.client }), \(keyed.map { $0.0.slot.key }),
                \(keyed.map { Bytes($0.0.fingerprint) }), \(keyed.map { $0.1.ticket }),
                \(keyed.map { $0.1.number.description })) AS new (client, key, fingerprint, ticket_id, number)
            ORDER BY client, key
            ON CONFLICT DO NOTHING RETURNING client, key
            """
        )
        let stored = Set(try new.map(Self.slot))
        let known = keyed.map { $0.0.slot }.filter { !stored.contains($0) }
        return known.isEmpty ? [:] : try read(known, in: session)
    }

    private func read(_ slots: [Claim.Slot], in session: borrowing Session) throws -> [Claim.Slot: Claimed] {
        let rows = try session.query(
            """
            SELECT client, key, fingerprint, ticket_id, number, created_at FROM idempotency_key
            WHERE (client, key) IN (SELECT * FROM unnest(\(slots.map { $0.client }), \(slots.map { $0.key })))
            """
        )
        guard rows.count == slots.count else {
            // Purged between the two statements: the next try finds the key free.
            throw PostgresError(.serializationFailure, "an idempotency key vanished while it was read")
        }
        return try Dictionary(uniqueKeysWithValues: rows.map { (try Self.slot($0), try Self.claimed($0)) })
    }

    private static func slot(_ row: Row) throws -> Claim.Slot {
        Claim.Slot(client: try row["client", as: String.self], key: try row["key", as: String.self])
    }

    private static func claimed(_ row: Row) throws -> Claimed {
        Claimed(
            fingerprint: try row["fingerprint", as: Bytes.self].bytes,
            ticket: try row["ticket_id", as: TicketID.self],
            number: TicketNumber(stored: try row["number", as: String.self]),
            at: try row["created_at", as: Instant.self]
        )
    }

    private func outcome(_ verdict: Verdict, at place: Int, _ births: [(Int, Birth)], _ now: Instant) -> Outcome {
        switch verdict {
        case .contradicts: return .contradicts
        case .replays(let earlier):
            return .accepted(Receipt(ticket: earlier.ticket, number: earlier.number, at: earlier.at, isReplay: true))
        case .creates, .repeats:
            let first = if case .repeats(let first) = verdict { first } else { place }
            guard let birth = births.first(where: { $0.0 == first })?.1 else { return .isRunning }
            return .accepted(
                Receipt(ticket: birth.ticket, number: birth.number, at: now, isReplay: first != place)
            )
        }
    }
}
