package import Kafka

/// Lets work gather while there is much of it, so that fewer and fuller batches carry it.
///
/// A batch costs a transaction, and on Kafka a request for each partition, whatever is in it. Who comes back at once for
/// what little has come meanwhile pays that for every few records. A quiet stage does not wait; a full batch shows that
/// others are waiting already.
package struct Gathering: Sendable {
    /// The rest that each record of a batch earns.
    package let perRecord: Duration
    /// After any batch that holds something.
    package let shortest: Duration
    package let longest: Duration
    /// How Kafka lets records gather before it hands them over.
    package let fetching: Fetching

    package init(
        perRecord: Duration,
        shortest: Duration = .zero,
        longest: Duration,
        fetching: Fetching = .prompt
    ) {
        (self.perRecord, self.shortest, self.longest, self.fetching) = (perRecord, shortest, longest, fetching)
    }

    /// For a stage that others wait for.
    package static let prompt = Gathering(
        perRecord: .microseconds(150),
        shortest: .milliseconds(4),
        longest: .milliseconds(50)
    )
    /// For a stage whose effects nobody waits for within the second.
    package static let patient = Gathering(
        perRecord: .microseconds(150),
        shortest: .milliseconds(100),
        longest: .milliseconds(100),
        fetching: .patient
    )

    /// How long to wait after a batch of `count` where `limit` was the most it could hold.
    package func rest(after count: Int, of limit: Int) -> Duration {
        count >= limit || count == 0 ? .zero : max(shortest, min(perRecord * count, longest))
    }
}
