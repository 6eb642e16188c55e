import Pipeline

/// Publishes the outbox to Kafka: each row once it is committed, each ticket's in order, none forgotten.
@main
struct Relay {
    static func main() async {
        await ServiceMain.run("relay", "publishes what the other services wrote into the outbox") { service in
            [try Publisher(in: service), OutboxGauges(service).component]
        }
    }
}
