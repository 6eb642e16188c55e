package import FoundationEssentials
package import Postgres
package import Tickets

extension TicketID: PostgresStored {
    package var stored: UUID { uuid }

    package init(stored: UUID) {
        self.init(stored)
    }
}

extension Instant: PostgresStored {
    package var stored: Timestamp { Timestamp(microseconds: microseconds) }

    package init(stored: Timestamp) {
        self.init(microseconds: stored.microseconds)
    }
}
