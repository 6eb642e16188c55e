import Postgres
import Telemetry

extension Metrics {
    /// Shows how busy the connections to the database are.
    func registerPool(_ pool: Pool) {
        gauge("db_pool_size", help: "Connections that stand.") { Double(pool.statistics.size) }
        gauge("db_pool_in_use", help: "Connections in use.") { Double(pool.statistics.inUse) }
        gauge("db_pool_waiting", help: "Callers that wait for a connection.") { Double(pool.statistics.waiting) }
        counter("db_pool_reconnects_total", help: "Connections opened in the place of lost ones.") {
            Double(pool.statistics.reconnects)
        }
        // Lost connections from the start: what a counter shows first is no increase yet.
        _ = retries("none")
    }

    /// Counts work that is done again because it failed in a way that can pass.
    func retried(_ error: any Error) {
        let state = (error as? PostgresError)?.sqlState ?? "none"
        retries(state).increment()
    }

    private func retries(_ state: String) -> Counter {
        counter("db_tx_retries_total", ["sqlstate": state], help: "Work done again, by the reason.")
    }
}
