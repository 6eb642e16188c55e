import DeskRules
import HTTP
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Desk

@Suite("The board", .timeLimit(.minutes(2)))
struct BoardTests {
    private static let reader = CardReader(logger: .silent)

    private func board(of pool: Pool, _ order: BoardOrder = .newest) async throws -> Board {
        try await pool.transaction(isolation: .repeatableRead) { session in
            try Board.read(order, with: Self.reader, in: session)
        }
    }

    @Test(arguments: BoardOrder.allCases)
    func `comes from the database in the order that the browser keeps`(_ order: BoardOrder) async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            try await SampleTickets.fill(database.pool)
            let board = try await board(of: database.pool, order)
            for status in BoardStatus.allCases {
                let cards = try #require(board.columns[status])
                #expect(cards.count > 3)
                #expect(cards == cards.sorted { order.place(of: $0) < order.place(of: $1) })
                #expect(cards.allSatisfy { $0.column == status })
                #expect(board.tallies[status]?.count == cards.count)
            }
        }
    }

    @Test func `tells since when a ticket is held`() async throws {
        try await withDesk { desk in
            let now = try await desk.now()
            try await desk.receive(1, at: now - .seconds(300))
            try await desk.append(routed(), to: 1, at: now - .seconds(200))
            try await desk.append(.noted(Noted(by: someone, text: "x")), to: 1, at: now - .seconds(100))
            let card = try #require(try await board(of: desk.pool).columns[.waiting]?.first)
            #expect(card.heldSince == now - .seconds(200))
        }
    }

    @Test func `shows sixty cards a column and counts the rest`() async throws {
        try await withDesk { desk in
            for number in 1...62 { try await desk.receive(UInt64(number)) }
            let board = try await board(of: desk.pool)
            #expect(board.columns[.waiting]?.count == 60)
            #expect(board.tallies[.waiting] == Tally(count: 62, late: 0))
            let page = try await desk.get("/?lang=en")
            #expect(String(decoding: page.body, as: UTF8.self).contains("… and 2 more"))
        }
    }

    @Test func `leaves out what was resolved more than a week ago`() async throws {
        try await withDesk { desk in
            let now = try await desk.now()
            for (number, days) in [(UInt64(1), 6), (2, 8)] {
                let then = now - .seconds(86400 * days)
                try await desk.receive(number, at: then)
                try await desk.append(.resolved(Resolved(by: someone, answer: "好了")), to: number, at: then)
            }
            let board = try await board(of: desk.pool)
            #expect(board.columns[.resolved]?.map(\.ticket) == [ticketID(1)])
            #expect(board.tallies[.resolved]?.count == 1)
        }
    }

    @Test func `shows the rest when one row cannot be read`() async throws {
        try await withDesk { desk in
            try await desk.receive(1)
            try await desk.receive(2)
            try await desk.execute("UPDATE ticket SET channel = 'telepathy' WHERE id = \(ticketID(1))")
            let board = try await board(of: desk.pool)
            #expect(board.columns[.waiting]?.map(\.ticket) == [ticketID(2)])
            #expect(board.tallies[.waiting]?.count == 2)
        }
    }

    @Test func `counts those that missed a promise`() async throws {
        try await withDesk { desk in
            try await desk.receive(1)
            try await desk.receive(2)
            let mark = ClockMark(clock: .firstResponse, generation: 1, dueAt: .noon)
            try await desk.append(.breached(mark), to: 2)
            let tallies = try await board(of: desk.pool).tallies
            #expect(tallies == [.waiting: Tally(count: 2, late: 1), .resolved: Tally()])
        }
    }
}
