import Kafka
import Tickets

/// A record of `ticket.events`, with what its headers tell.
struct Letter: Sendable {
    let record: Record
    /// Where the event belongs; nil when the headers do not tell, and the value must.
    let place: CloudEvent.Place?
    /// Whether the event may be of concern.
    ///
    /// Most are not, and reading a value costs more than all else about it.
    let isOfConcern: Bool

    init(_ record: Record, concerns: Set<String>) {
        self.record = record
        place = CloudEvent.place(in: record)
        isOfConcern = place.map { concerns.contains($0.type) } ?? true
    }

    var partition: TopicPartition { TopicPartition(record.topic, record.partition) }

    private init(_ record: Record, _ place: CloudEvent.Place?, isOfConcern: Bool) {
        (self.record, self.place, self.isOfConcern) = (record, place, isOfConcern)
    }

    /// The same without what only takes up memory while the letter is kept.
    var placeOnly: Letter {
        guard record.value != nil else { return self }
        let place = Record(
            topic: record.topic,
            partition: record.partition,
            offset: record.offset,
            key: record.key,
            headers: record.headers.filter(CloudEvent.isPlace),
            timestamp: record.timestamp
        )
        return Letter(place, self.place, isOfConcern: isOfConcern)
    }
}
