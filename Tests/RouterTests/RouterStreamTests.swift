import Kafka
import Pipeline
import Postgres
import RouterRules
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Router

@Suite("The router on its stream")
struct RouterStreamTests {
    @Test(.timeLimit(.minutes(1)))
    func `routes what the stream brings, does what bots ask, and nothing twice`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let office = try await Office(database)
            try await office.hire("zhao", in: afterSales, capacity: 3)
            let broker = try EmbeddedBroker()
            try await broker.createTopic(Topic.ticketEvents, partitions: 2)
            try await broker.createTopic(Topic.actions(of: afterSales), partitions: 1)
            let environment = ["DATABASE_URL": database.url, "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrapServers]
            let service = try ServiceContext(
                name: "router",
                settings: Settings(environment: environment),
                logger: .silent
            )
            let parts = try Router.parts(of: service)
            let running = parts.map { part in Task { try await part.run() } }

            let events = try await office.receive(1...3)
            let producer = try KafkaProducer(
                KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
            )
            let stream = try events.map { try outgoing($0) }
            _ = try await producer.publish(stream + stream)
            try await office.wait(for: "SELECT count(*) FROM ticket WHERE assignee = 'zhao'", toBe: 3)

            let action = OutgoingRecord(
                topic: Topic.actions(of: afterSales),
                key: nil,
                value: Array(
                    (#"{"specversion":"1.0","id":"1","source":"/bot","type":"shouwen.action.accept.v1","#
                        + #""subject":"\#(ticketID(2))","data":{"by":"bot"}}"#).utf8
                )
            )
            _ = try await producer.publish([action, action, outgoing(events[0])])
            try await office.wait(for: "SELECT count(*) FROM ticket WHERE stage = 'processing'", toBe: 1)
            #expect(try await office.count("SELECT count(*) FROM ticket_event WHERE source = 'router'") == 4)
            try await office.checkBooks()

            for task in running.reversed() {
                task.cancel()
                try await task.value
            }
            await producer.close()
            await service.pool.close()
            await broker.close()
        }
    }

    private func outgoing(_ event: TicketEvent) throws -> OutgoingRecord {
        let row = try JournalRow(event)
        return OutgoingRecord(
            topic: Topic.ticketEvents,
            key: Array(event.ticket.description.utf8),
            value: Array(CloudEvent.json(row).utf8)
        )
    }
}

extension Office {
    /// Asks until the answer is as expected, at most half a minute.
    fileprivate func wait(
        for sql: SQL,
        toBe expected: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        var found = try await count(sql)
        while found != expected, .now < deadline {
            await Task.yield()
            found = try await count(sql)
        }
        #expect(found == expected, sourceLocation: sourceLocation)
    }
}
