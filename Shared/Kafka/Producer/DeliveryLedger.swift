/// Keeps account of what was published and not yet reported on; pure bookkeeping, so that no report is lost or doubled.
struct DeliveryLedger {
    /// Names one record of one batch on its way through librdkafka; never 0, which there means none.
    typealias Token = Int

    private struct Batch {
        var deliveries: [Delivery?]
        var missing: Int
        var waiter: CheckedContinuation<[Delivery], Never>?
    }

    private var batches: [Int: Batch] = [:]
    private var places: [Token: (batch: Int, index: Int, since: ContinuousClock.Instant)] = [:]
    private var lastBatch = 0
    private var lastToken: Token = 0

    /// How many records are with the client.
    var outstanding: Int { places.count }

    /// When the longest waiting of the outstanding records was handed to the client.
    var oldest: ContinuousClock.Instant? { places.values.lazy.map(\.since).min() }

    mutating func open(count: Int) -> Int {
        lastBatch += 1
        batches[lastBatch] = Batch(deliveries: Array(repeating: nil, count: count), missing: count)
        return lastBatch
    }

    /// Notes that a record goes to the client.
    mutating func hand(_ index: Int, of batch: Int, at now: ContinuousClock.Instant) -> Token {
        lastToken += 1
        places[lastToken] = (batch, index, now)
        return lastToken
    }

    /// Forgets that a record went to the client, because the client refused it.
    mutating func takeBack(_ token: Token) {
        places[token] = nil
    }

    /// Takes a report; one for an unknown token is ignored.
    mutating func settle(_ token: Token, _ delivery: Delivery) {
        guard let place = places.removeValue(forKey: token) else { return }
        settle(place.index, of: place.batch, delivery)
    }

    /// Settles a record that never went to the client.
    mutating func settle(_ index: Int, of batch: Int, _ delivery: Delivery) {
        guard batches[batch]?.deliveries[index] == nil else { return }
        batches[batch]?.deliveries[index] = delivery
        batches[batch]?.missing -= 1
        finish(batch)
    }

    /// Settles whatever is still outstanding.
    mutating func settleAll(_ delivery: Delivery) {
        for token in places.keys { settle(token, delivery) }
    }

    /// Resumes the waiter with the deliveries of the whole batch, now or once the last report is in.
    mutating func wait(for batch: Int, _ waiter: CheckedContinuation<[Delivery], Never>) {
        batches[batch]?.waiter = waiter
        finish(batch)
    }

    private mutating func finish(_ number: Int) {
        guard let batch = batches[number], batch.missing == 0, let waiter = batch.waiter else { return }
        batches[number] = nil
        waiter.resume(returning: batch.deliveries.compactMap(\.self))
    }
}
