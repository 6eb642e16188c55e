import Kafka

/// What the members of a group have handled, in the order in which they did.
final class HandledLog: Sendable {
    let handled = Latch<[(member: String, number: Int)]>([])

    /// Each number once, in the order in which the numbers were first handled.
    var firstTimes: [Int] { handled.value.map(\.number).firstTimes }
}

/// A member of a group that handles and stores batch after batch until it leaves.
struct Member: Sendable {
    private let consumer: KafkaConsumer
    private let work: Task<Void, any Error>

    init(_ consumer: KafkaConsumer, _ name: String, _ log: HandledLog) {
        self.consumer = consumer
        work = Task {
            while true {
                let records = try await consumer.next(atMost: 20)
                guard !records.isEmpty else { return }
                log.handled.change { log in log += records.map { (name, $0.number) } }
                try? consumer.store(records)
            }
        }
    }

    func leave() async {
        await consumer.close()
        _ = await work.result
    }
}
