import Dispatch
import Postgres
import Tickets

@testable import Pipeline

/// Somebody else's change of a ticket that takes as long as a test wants: the ticket is locked until it is finished.
struct Change: Sendable {
    private let mayEnd = DispatchSemaphore(value: 0)
    private let work: Task<Void, any Error>

    init(of ticket: TicketID, over pool: Pool) async {
        let (locked, holds) = AsyncStream.makeStream(of: Void.self)
        work = Task { [mayEnd] in
            defer { holds.finish() }
            try await pool.transaction { session in
                _ = try Journal.lock([ticket], in: session)
                holds.yield()
                // A connection has a thread of its own, which may wait.
                mayEnd.wait()
            }
        }
        _ = await locked.first { true }
    }

    func finish() async throws {
        mayEnd.signal()
        try await work.value
    }
}
