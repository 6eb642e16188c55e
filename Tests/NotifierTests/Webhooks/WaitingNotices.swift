import HTTP
import Pipeline
import TestKit
import Tickets

/// Runs a test with a receiver that is subscribed to hand-offs, and this many notices waiting for it.
func withNotices(
    _ count: Int = 1,
    for script: [Response] = [],
    isHolding: Bool = false,
    _ body: (Switchboard, Receiver) async throws -> Void
) async throws {
    try await Receiver.answering(script, isHolding: isHolding) { receiver, url in
        try await withDatabase(migrations: Migrations.all) { database in
            let switchboard = Switchboard(database)
            try await switchboard.subscribe(url, events: [.routed])
            for _ in 0..<count {
                _ = try await switchboard.receive(then: [.given(to: TicketFact.afterSales, nil)])
            }
            try await switchboard.follow()
            try await body(switchboard, receiver)
        }
    }
}
