import Pipeline
package import Postgres
package import Tickets

extension TicketID {
    /// The id of a test's ticket of this number; sixteen in a row are in sixteen lanes.
    package static func numbered(_ number: UInt64) -> TicketID {
        TicketID(at: .noon, random: (number, number))
    }
}

extension Pool {
    /// Receives tickets of these numbers, each with these notes behind its receipt: one transaction, as services do it.
    package func receive(_ numbers: ClosedRange<UInt64>, notes: [String] = []) async throws {
        try await transaction { session in
            var writer = Writer(source: "test", now: try Journal.now(in: session))
            for number in numbers {
                let id = TicketID.numbered(number)
                try writer.receive(id, .sample(number), trace: nil)
                try writer.append(notes.map { .noted(Noted(by: .sample, text: $0)) }, to: id, cause: nil)
            }
            try writer.write(in: session)
        }
    }

    /// Adds notes to a ticket: one transaction.
    package func note(_ texts: [String], on number: UInt64) async throws {
        let id = TicketID.numbered(number)
        try await transaction { session in
            let tickets = try Journal.lock([id], in: session)
            var writer = Writer(source: "test", now: try Journal.now(in: session), tickets: tickets)
            try writer.append(texts.map { .noted(Noted(by: .sample, text: $0)) }, to: id, cause: nil)
            try writer.write(in: session)
        }
    }

    /// The number that a query answers.
    package func count(_ sql: SQL) async throws -> Int {
        try await read { session in try session.query(sql)[0][0, as: Int.self] }
    }
}

extension Received {
    fileprivate static func sample(_ number: UInt64) -> Received {
        Received(
            number: TicketNumber(date: CivilDate(year: 2026, month: 11, day: 23), sequence: Int64(number)),
            channel: .web,
            source: "shop",
            contact: Contact(name: "王芳"),
            subject: "杯子碎了",
            text: "收到的杯子碎了"
        )
    }
}

extension Actor {
    fileprivate static let sample = Actor(department: .frontline, name: "li.na")
}
