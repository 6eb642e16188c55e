import Pipeline
import Postgres
import Tickets

/// Looks at what waits while nothing happens: a shift begins, a person is added, a capacity grows.
enum ShiftPass {
    /// One pass over all queues; answers how many tickets found somebody.
    static func run(over pool: Pool) async throws -> Int {
        try await pool.transaction { session in
            let departments = try WaitingQueue().departments(in: session)
            guard !departments.isEmpty else { return 0 }
            var writer = Writer(source: "router", now: try Journal.now(in: session))
            let changes = AssignmentDesk.Changes(departments: departments)
            let outcome = try AssignmentDesk().settle(changes, &writer, in: session)
            for offer in outcome.offers { try writer.offer(offer) }
            try writer.write(in: session)
            return outcome.offers.count
        }
    }
}
