/// Lets work gather while there is much of it, so that fewer and fuller batches carry it.
///
/// A batch costs a transaction, and on Kafka a request for each partition, whatever is in it. Who comes back at once for
/// what little has come meanwhile pays that for every few records. A quiet stage does not wait; a full batch shows that
/// others are waiting already.
package struct Gathering: Sendable {
    /// The rest that each record of a batch earns.
    package let perRecord: Duration
    package let longest: Duration

    package init(perRecord: Duration, longest: Duration) {
        (self.perRecord, self.longest) = (perRecord, longest)
    }

    /// How long to wait after a batch of `count` where `limit` was the most it could hold.
    package func rest(after count: Int, of limit: Int) -> Duration {
        count >= limit ? .zero : min(perRecord * count, longest)
    }
}
