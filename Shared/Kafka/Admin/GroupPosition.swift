/// How far a group has come in a partition, and how far there is to go.
package struct GroupPosition: Sendable, Hashable {
    package let partition: TopicPartition
    /// The offset at which the group goes on.
    package let next: Int64
    /// The offset that the next record published will have.
    package let end: Int64

    package var lag: Int64 { end - next }
}
