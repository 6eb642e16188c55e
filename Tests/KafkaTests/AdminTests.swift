import FoundationEssentials
import Kafka
import Testing

@Suite("The administrator", .timeLimit(.minutes(2)))
struct AdminTests {
    @Test(arguments: Platform.all)
    func `lists brokers and topics`(on platform: Platform) async throws {
        let bench = try await platform.makeBench(partitions: 3)
        let topics = try await bench.admin.topics()
        let topic = try #require(topics.first { $0.name == bench.topic })
        #expect(topic.partitions == 3)
        #expect(topic.leaderless == [])
        #expect(!topics.contains { $0.name.hasPrefix("__") })
        let brokers = try await bench.admin.brokers()
        #expect(brokers.map(\.id) == [1])
        #expect(brokers.map { "\($0.host):\($0.port)" } == [bench.servers])
    }

    @Test(arguments: Platform.all)
    func `leaves topics alone that are as they should be, and refuses to change their partitions`(
        on platform: Platform
    ) async throws {
        let bench = try await platform.makeBench(partitions: 3)
        #expect(try await bench.admin.create([TopicSpecification(name: bench.topic, partitions: 3)]) == [])
        let error = await #expect(throws: KafkaError.self) {
            try await bench.admin.create([TopicSpecification(name: bench.topic, partitions: 4)])
        }
        #expect(error?.reason.contains(bench.topic) == true)
    }

    @Test(arguments: Platform.all)
    func `counts what a group has not committed`(on platform: Platform) async throws {
        let bench = try await platform.makeBench(partitions: 2)
        _ = try await bench.publish(0..<10, keys: 4)
        let lag = try await bench.admin.groupLag(bench.group, topics: [bench.topic])
        #expect(lag.map(\.partition) == [0, 1])
        #expect(lag.map(\.lag).reduce(0, +) == 10)
        #expect(try await bench.admin.groupLag(bench.group, topics: ["no.such.topic"]) == [])
    }

    @Test(arguments: Platform.all)
    func `sets a group without members back to the beginning, where the broker can, and refuses one at work`(
        on platform: Platform
    ) async throws {
        let bench = try await platform.makeBench(partitions: 2)
        _ = try await bench.publish(0..<10, keys: 4)
        let consumer = try bench.consumer()
        var count = 0
        while count < 10 {
            let records = try await consumer.next(atMost: 10)
            try consumer.store(records)
            count += records.count
        }
        await #expect(throws: KafkaError.self) { try await bench.admin.rewind(bench.group, topics: [bench.topic]) }
        await consumer.close()
        let lag = { try await bench.admin.groupLag(bench.group, topics: [bench.topic]).reduce(0) { $0 + $1.lag } }
        #expect(try await lag() == 0)
        guard platform == .real else {
            // librdkafka's mock cluster takes offsets from members alone: it says so, and changes nothing.
            await #expect(throws: KafkaError.self) { try await bench.admin.rewind(bench.group, topics: [bench.topic]) }
            return
        }
        try await bench.admin.rewind(bench.group, topics: [bench.topic])
        #expect(try await lag() == 10)
    }

    @Test(arguments: Platform.all)
    func `tells how far a group has come and reads the last records, without changing that`(
        on platform: Platform
    ) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<10)
        let consumer = try bench.consumer()
        let records = try await consumer.read(10)
        try consumer.store(Array(records.prefix(4)))
        await consumer.close()
        let position = try #require(try await bench.admin.groupPositions(bench.group, topics: [bench.topic]).first)
        #expect(position.next == 4 && position.end == 10 && position.lag == 6)
        #expect(try await bench.admin.last(3, of: [bench.topic]).map(\.number) == [7, 8, 9])
        #expect(try await bench.admin.last(30, of: [bench.topic]).count == 10)
        #expect(try await bench.admin.last(3, of: ["no.such.topic"]) == [])
        #expect(try await bench.admin.groupPositions(bench.group, topics: [bench.topic]) == [position])
    }

    @Test(arguments: Platform.all)
    func `counts the members of a group, where the broker can`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        guard platform == .real else {
            // librdkafka's mock cluster does not know this request: it says so.
            let admin = KafkaAdmin(bench.configuration(), timeout: .seconds(1))
            await #expect(throws: KafkaError.self) { try await admin.groupMembers(bench.group) }
            return
        }
        #expect(try await bench.admin.groupMembers(bench.group) == 0)
        _ = try await bench.publish(0..<1)
        let consumer = try bench.consumer()
        _ = try await consumer.read(1)
        #expect(try await bench.admin.groupMembers(bench.group) == 1)
        await consumer.close()
        #expect(try await bench.admin.groupMembers(bench.group) == 0)
    }

    @Test(arguments: Platform.all)
    func `makes missing topics with their options, and deletes them, where the broker can`(
        on platform: Platform
    ) async throws {
        let bench = try await platform.makeBench()
        let name = "made.\(UUID().uuidString)"
        let wanted = [
            TopicSpecification(name: name, partitions: 2, configuration: ["retention.ms": "60000"]),
            TopicSpecification(name: bench.topic, partitions: 1),
        ]
        guard platform == .real else {
            // librdkafka's mock cluster does not know these requests: it says so, and changes nothing.
            let admin = KafkaAdmin(bench.configuration(), timeout: .seconds(1))
            await #expect(throws: KafkaError.self) { try await admin.create(wanted) }
            return
        }
        #expect(try await bench.admin.create(wanted) == [name])
        #expect(try await bench.admin.create(wanted) == [])
        #expect(try await bench.admin.topics().contains { $0.name == name && $0.partitions == 2 })
        try await bench.admin.delete([name])
        try await bench.admin.delete([name])
        #expect(try await !bench.admin.topics().contains { $0.name == name })
        let wrong = TopicSpecification(name: name, partitions: 1, configuration: ["retention.ms": "soon"])
        let error = await #expect(throws: KafkaError.self) { try await bench.admin.create([wrong]) }
        #expect(error?.reason.contains(name) == true)
    }

    @Test func `says in time that no broker answers`() async throws {
        let configuration = KafkaConfiguration(bootstrapServers: "127.0.0.1:1", clientID: "test")
        let error = await #expect(throws: KafkaError.self) {
            try await KafkaAdmin(configuration, timeout: .milliseconds(500)).cluster()
        }
        #expect(error?.isRetriable == true)
    }
}
