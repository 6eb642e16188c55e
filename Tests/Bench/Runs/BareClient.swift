import Pipeline
import Postgres
import Synchronization
import Tickets

/// Writes, changes and deletes the rows that all services together write for a ticket, and does nothing else: what the
/// database bears on this machine, and so the most that any design over these tables could reach.
///
/// A transaction carries a hundred tickets; one connection for each core keeps both of them busy.
struct BareClient: Sendable {
    static let ticketsPerTransaction = 100

    let configuration: PostgresConfiguration
    let counts: RowCounts
    let texts: [String]
    let connections: Int
    let time: Duration

    /// - Returns: tickets a second.
    func run() async throws -> Double {
        let start = ContinuousClock.now
        let end = start + time
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<connections {
                group.addTask {
                    let connection = try await Connection.open(configuration)
                    var batches = 0
                    while .now < end {
                        let batch = BareBatch(number: batches * connections + number, counts: counts, texts: texts)
                        try await connection.transaction { session in try batch.write(in: session) }
                        batches += 1
                    }
                    await connection.close()
                    return batches
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(done * Self.ticketsPerTransaction) / (ContinuousClock.now - start).seconds
    }
}

/// The rows of a hundred tickets.
private struct BareBatch: Sendable {
    private let ids: [TicketID]
    private let numbers: [String]
    private let texts: [String]
    private let counts: RowCounts
    private let number: Int
    private static let json =
        #"{"category":"damage","department":"after-sales","tier":"complex","priority":"P3","#
        + #""sentiment":"neutral","language":"zh-Hans","confidence":0.86,"needs_triage":false,"entities":[],"reasons":[]}"#
    private static let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    init(number: Int, counts: RowCounts, texts: [String]) {
        (self.number, self.counts) = (number, counts)
        let places = 0..<BareClient.ticketsPerTransaction
        let now = Instant(microseconds: 1_795_406_400_000_000 + Int64(number) * 100_000)
        ids = places.map { _ in TicketID(at: now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max))) }
        numbers = places.map { "SW-20261123-\(number)-\($0)" }
        self.texts = places.map { texts[$0 % texts.count] }
    }

    func write(in session: borrowing Session) throws {
        try insertTickets(in: session)
        try events(in: session)
        for _ in 0..<whole(counts["public.ticket"].updated) { try updateTickets(in: session) }
        for stage in ["classifier", "router", "sla_monitor", "notifier"] { try progress(of: stage, in: session) }
        try stateRows(in: session)
        try outbox(in: session)
    }

    /// So many times a statement for all hundred tickets writes as many rows as were counted for each.
    private func whole(_ count: Double) -> Int {
        // What is left over is made up for by every so many batches having one more.
        let rest = count - count.rounded(.down)
        let extra = rest > 0 && Double(number % 20) < rest * 20 ? 1 : 0
        return Int(count) + extra
    }

    private func repeated<Value>(_ values: [Value], _ times: Int) -> [Value] {
        (0..<times).flatMap { _ in values }
    }

    private func insertTickets(in session: borrowing Session) throws {
        try session.execute(
            """
            INSERT INTO ticket (id, number, channel, source, contact, subject, text, attachments, version, priority, stage,
                owner, hand_offs, bounces, breaches, created_at, updated_at)
            SELECT id, number, 'web', 'demo-web', '{"name":"王芳","phone":"13900010001"}', left(text, 60), text, '[]', 1, 'P3',
                'received', 'queue:frontline', 0, 0, 0, now(), now()
            FROM unnest(\(ids), \(numbers), \(texts)) AS new (id, number, text)
            """
        )
        try session.execute(
            """
            INSERT INTO idempotency_key (client, key, fingerprint, ticket_id, number)
            SELECT 'demo-web', number, sha256(convert_to(number, 'UTF8')), id, number
            FROM unnest(\(ids), \(numbers)) AS new (id, number)
            """
        )
    }

    private func events(in session: borrowing Session) throws {
        for seq in 1...max(1, whole(counts["public.ticket_event"].inserted)) {
            try session.execute(
                """
                INSERT INTO ticket_event (ticket_id, seq, type, at, source, trace, data)
                SELECT id, \(Int32(seq)), 'shouwen.ticket.classified.v1', now(), 'classifier', \(Self.trace), data
                FROM unnest(\(ids), \(seq == 1 ? texts : texts.map { _ in Self.json })) AS new (id, data)
                """
            )
        }
    }

    private func updateTickets(in session: borrowing Session) throws {
        try session.execute(
            """
            UPDATE ticket SET version = version + 1, category = 'damage', tier = 'complex', confidence = 0.86,
                stage = CASE stage WHEN 'received' THEN 'triaged' ELSE 'in_progress' END, department = 'after-sales',
                assignee = 'li.na', first_response_due_at = now(), acceptance_due_at = now(), updated_at = now()
            WHERE id = ANY(\(ids))
            """
        )
    }

    private func progress(of stage: String, in session: borrowing Session) throws {
        try session.execute(
            "INSERT INTO \(identifier: stage).progress (ticket_id, last_seq) SELECT id, 1 FROM unnest(\(ids)) AS new (id)"
        )
        for _ in 0..<whole(counts["\(stage).progress"].updated) {
            try session.execute(
                "UPDATE \(identifier: stage).progress SET last_seq = last_seq + 1 WHERE ticket_id = ANY(\(ids))"
            )
        }
    }

    private func stateRows(in session: borrowing Session) throws {
        try session.execute(
            """
            INSERT INTO router.assignment (ticket_id, department, priority, assignee, waiting_since)
            SELECT id, 'after-sales', 'P3', NULL, now() FROM unnest(\(ids)) AS new (id)
            """
        )
        for kind in ["first_response", "acceptance"].prefix(whole(counts["sla_monitor.clock"].inserted)) {
            try session.execute(
                """
                INSERT INTO sla_monitor.clock (ticket_id, kind, generation, priority, started_at, warn_at, due_at, next_at, seq)
                SELECT id, \(kind), 1, 'P3', now(), now() + interval '48 min', now() + interval '1 h',
                    now() + interval '48 min', 1
                FROM unnest(\(ids)) AS new (id)
                """
            )
        }
        for _ in 0..<whole(counts["sla_monitor.clock"].updated) {
            try session.execute(
                """
                UPDATE sla_monitor.clock SET seq = seq + 1, next_at = next_at + interval '1 s'
                WHERE ticket_id = ANY(\(ids)) AND kind = 'first_response'
                """
            )
        }
        try notices(in: session)
    }

    private func notices(in session: borrowing Session) throws {
        try session.execute(
            """
            INSERT INTO notifier.standing (ticket_id, owner, department)
            SELECT id, 'queue:frontline', 'after-sales' FROM unnest(\(ids)) AS new (id)
            """
        )
        for _ in 0..<whole(counts["notifier.standing"].updated) {
            try session.execute(
                "UPDATE notifier.standing SET owner = owner || '-' WHERE ticket_id = ANY(\(ids))"
            )
        }
        for recipient in 0..<whole(counts["notifier.notice"].inserted) {
            try session.execute(
                """
                INSERT INTO notifier.notice
                    (id, event_id, recipient, channel, ticket_id, type, payload, trace, state, sent_at)
                SELECT gen_random_uuid(), id || ':4', \("person:\(recipient)"), 'in_app', id,
                    'shouwen.ticket.routed.v1', \(Self.json), \(Self.trace), 'sent', now()
                FROM unnest(\(ids)) AS new (id)
                """
            )
        }
    }

    /// What is to be published is written and, once Kafka has it, deleted.
    private func outbox(in session: borrowing Session) throws {
        let events = max(1, whole(counts["public.ticket_event"].inserted))
        let references = repeated(ids, events)
        let rows = try session.query(
            """
            INSERT INTO outbox (lane, ticket_id, seq)
            SELECT * FROM unnest(\(references.map(\.lane)), \(references), \(references.indices.map { Int32($0 / ids.count + 1) }))
            RETURNING id
            """
        ).map { try $0["id", as: Int.self] }
        let messages = repeated(ids, max(0, whole(counts["public.outbox"].inserted) - events))
        let snapshots = try session.query(
            """
            INSERT INTO outbox (lane, topic, key, headers, payload)
            SELECT lane, 'department.after-sales.tickets', payload, \(Self.trace), payload
            FROM unnest(\(messages.map(\.lane)), \(messages.map { _ in Bytes(Array((Self.json + Self.json).utf8)) }))
                AS new (lane, payload)
            RETURNING id
            """
        ).map { try $0["id", as: Int.self] }
        try session.execute("DELETE FROM outbox WHERE id = ANY(\(rows + snapshots))")
    }
}
