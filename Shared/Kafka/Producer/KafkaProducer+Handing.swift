extension KafkaProducer {
    /// The client, once it is not about to be replaced and knows these topics; nil when all was given up meanwhile.
    func readyClient(for topics: Set<String>) async throws(KafkaError) -> ProducerClient? {
        let begun = abandonments
        while true {
            while retiring != nil, !isClosed, begun == abandonments { await pause() }
            guard begun == abandonments else { return nil }
            guard !isClosed else { throw .closed }
            let client = try existingClient()
            let unknown = topics.subtracting(known)
            guard !unknown.isEmpty else { return client }
            await client.learn(unknown)
            if client === self.client { known.formUnion(unknown) }
        }
    }

    /// The client, or a new one where the last attempt to make one failed.
    private func existingClient() throws(KafkaError) -> ProducerClient {
        if let client { return client }
        let client = try ProducerClient(configuration, statistics: latest)
        self.client = client
        startPump()
        return client
    }

    /// Hands one record over, waiting for room while librdkafka's queue is full.
    func hand(
        _ record: OutgoingRecord,
        _ index: Int,
        of batch: Int,
        to client: ProducerClient
    ) async throws(KafkaError) {
        while true {
            if let retiring { throw retiring as KafkaError }
            guard !isClosed, client === self.client else { throw KafkaError.abandoned }
            let token = ledger.hand(index, of: batch, at: .now)
            do throws(KafkaError) {
                return try client.produce(record, token: token)
            } catch  where error.isQueueFull {
                ledger.takeBack(token)
                await pause()
            } catch {
                ledger.takeBack(token)
                if error.isFatal { retire(because: error) }
                throw error
            }
        }
    }

    private func pause() async {
        await withCheckedContinuation { waiters.append($0) }
    }

    func resumeWaiters() {
        let resumed = waiters
        waiters = []
        for waiter in resumed { waiter.resume() }
    }
}
