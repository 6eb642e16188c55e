/// Publishes records in order and exactly once each to the topic, and says of each what became of it.
///
/// When the client breaks for good, it is replaced by a new one; what it had in hand is reported as failed, and whoever
/// published it publishes it again.
package actor KafkaProducer {
    let configuration: KafkaConfiguration
    let latest = LatestStatistics()
    var client: ProducerClient?
    /// The topics whose partitions this client has asked for.
    var known: Set<String> = []
    var pump: Task<Void, Never>?
    var ledger = DeliveryLedger()
    /// Why the client is being given up; while it is set, nothing new is handed to it.
    var retiring: KafkaError?
    var isClosed = false
    /// How often all was given up, so that a publication knows whether it was meant.
    private(set) var abandonments = 0
    /// Those who wait for room in the client's queue, or for a new client.
    var waiters: [CheckedContinuation<Void, Never>] = []

    /// - Throws: when an option is wrong.
    package init(_ configuration: KafkaConfiguration) throws(KafkaError) {
        self.configuration = configuration
        client = try ProducerClient(configuration, statistics: latest)
        Task { [weak self] in await self?.startPump() }
    }

    /// Publishes the records in order and waits for the last report.
    ///
    /// Cancelling the task does not take them back: `abandon` does.
    ///
    /// - Returns: what became of each, in the order of the records.
    /// - Throws: when the producer is closed or no client can be made; nothing was published then.
    package func publish(_ records: [OutgoingRecord]) async throws(KafkaError) -> [Delivery] {
        guard !records.isEmpty else { return [] }
        guard let client = try await readyClient(for: Set(records.map(\.topic))) else {
            return records.map { _ in .failed(.abandoned, possiblyPersisted: false) }
        }
        let batch = ledger.open(count: records.count)
        // A record must not overtake one of the same key that was refused.
        var refused: [[UInt8]: KafkaError] = [:]
        for (index, record) in records.enumerated() {
            do throws(KafkaError) {
                if let key = record.key, let error = refused[key] { throw error }
                try await hand(record, index, of: batch, to: client)
            } catch {
                if let key = record.key { refused[key] = error }
                ledger.settle(index, of: batch, .failed(error, possiblyPersisted: false))
            }
        }
        return await withCheckedContinuation { ledger.wait(for: batch, $0) }
    }

    /// Gives up all that is not yet acknowledged: it is reported as failed, possibly persisted where it was under way.
    package func abandon() {
        abandonments += 1
        retire(because: .abandoned)
    }

    /// Waits up to `grace` for the reports still to come, gives up the rest and frees the client; a second call does nothing.
    package func close(grace: Duration = .seconds(5)) async {
        guard !isClosed else { return }
        isClosed = true
        if let client, ledger.outstanding > 0 {
            await client.flush(for: grace)
            client.purge()
            await client.flush(for: .seconds(1))
            settle(client.drain())
        }
        ledger.settleAll(.failed(.closed, possiblyPersisted: true))
        resumeWaiters()
        await client?.close()
        client = nil
    }

    /// The latest statistics; nil in the first seconds.
    package nonisolated var statistics: KafkaStatistics? {
        latest.get()
    }

    /// Breaks the client as an unrecoverable fault would; for tests and drills.
    package func provokeFatalError() {
        client?.provokeFatalError()
    }
}
