import Kafka
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Shouwen

@Suite("The doctor, on Kafka,", .timeLimit(.minutes(2)))
struct DoctorOnKafkaTests {
    @Test func `says that the brokers are down`() async throws {
        try await Surgery.with { surgery in
            #expect(try await surgery.ills()["Kafka"] == nil)
            try await surgery.broker.goAway()
            let kafka = try #require(try await surgery.ills()["Kafka"])
            #expect(kafka.finding.hasPrefix("does not answer") && kafka.runbook == "KafkaUnreachable")
        }
    }

    @Test func `says that nobody told where Kafka is`() async throws {
        try await Surgery.with { surgery in
            let ills = try await surgery.ills(["KAFKA_BOOTSTRAP_SERVERS": ""])
            #expect(ills["Kafka"]?.finding.contains("KAFKA_BOOTSTRAP_SERVERS is not set") == true)
        }
    }

    @Test func `names the topics that are missing, those of departments too`() async throws {
        try await Surgery.with(topics: ["department.care.tickets"]) { surgery in
            _ = try await surgery.pool.transaction { session in
                try session.execute("INSERT INTO department (code, name_zh, name_en) VALUES ('care', '关怀', 'Care')")
            }
            let finding = try #require(try await surgery.ills()["topics"]).finding
            #expect(
                finding
                    == "missing: ticket.events, ticket.events.dlq, department.care.actions, department.care.actions.dlq"
            )
        }
    }

    @Test func `says that a group stands still`() async throws {
        try await Surgery.with { surgery in
            try await surgery.publish(records(3))
            let group = try #require(try await surgery.ills()["group notifier"])
            #expect(group.finding.hasPrefix("stands still: 3 records wait"))
            #expect(group.runbook == "ConsumerSilent")
        }
    }

    @Test func `tells a slow consumer from one that catches up`() async throws {
        try await Surgery.with { surgery in
            try await surgery.publish(records(2000))
            let kafka = KafkaExamination(try surgery.settings(), clock: WallClock.microseconds)
            let first = try #require(await kafka.look().groups["router"])
            try await surgery.consume(5, as: "router")
            try await surgery.publish(records(10))
            let second = try #require(await kafka.look().groups["router"])
            let slow = GroupPace("router", before: first, now: second, in: .seconds(3), members: nil).finding
            #expect(slow.finding.hasPrefix("is slow: 2005 records wait"))
            #expect(slow.runbook == "ConsumerLagNotShrinking" && slow.finding.contains("take 21 minutes"))

            try await surgery.consume(1000, as: "router")
            let third = try #require(await kafka.look().groups["router"])
            let catching = GroupPace("router", before: second, now: third, in: .seconds(3), members: 1).finding
            #expect(catching.isWell && catching.finding == "1005 records wait, 1000 were done in 3 s")
        }
    }

    @Test func `says that a group has no members`() {
        let look = GroupLook(done: 5, published: 5)
        let empty = GroupPace("router-actions", before: look, now: look, in: .seconds(3), members: 0).finding
        #expect(!empty.isWell && empty.remedy == "start router")
        for members in [1, nil] {
            #expect(GroupPace("router", before: look, now: look, in: .seconds(3), members: members).finding.isWell)
        }
    }

    @Test func `names the poison message behind a dead letter`() async throws {
        try await Surgery.with { surgery in
            let poison = Record(topic: Topic.ticketEvents, partition: 7, offset: 42, value: Array("{".utf8))
            let letter = DeadLetter.message(poison, Reason("it is no JSON"), consumer: "classifier", lane: 0)
            let headers = letter.headers.map { Header($0.name, $0.value) }
            try await surgery.publish([
                OutgoingRecord(topic: letter.topic, key: nil, value: letter.payload, headers: headers)
            ])
            let finding = try #require(try await surgery.ills()["dead letters"]).finding
            #expect(
                finding.hasPrefix("ticket.events.dlq got 1 in a day; the last by classifier, of ticket.events/7/42:")
            )
            #expect(finding.hasSuffix("it is no JSON"))

            let later = try await surgery.ills { WallClock.microseconds() + 90_000_000_000 }
            #expect(later["dead letters"] == nil, "what is older than a day was seen")
        }
    }

    private func records(_ count: Int) -> [OutgoingRecord] {
        (0..<count).map { OutgoingRecord(topic: Topic.ticketEvents, key: nil, value: Array("\($0)".utf8)) }
    }
}
