import Kafka
import Testing
import Tickets

@testable import Pipeline

@Suite("Events that arrive") struct ArrivalsTests {
    private let id = TicketID(at: Instant(seconds: 1_795_406_400), random: (1, 2))
    private let garbage = Array("no JSON".utf8)

    private func record(_ headers: [Header], _ value: [UInt8]) -> Record {
        Record(topic: Topic.ticketEvents, partition: 0, offset: 0, value: value, headers: headers)
    }

    private func headers(id: String, type: EventType = .promised) -> [Header] {
        [Header("ce_id", id), Header("ce_type", type.rawValue)]
    }

    private func arrivals(_ records: [Record]) -> Arrivals<ProbeNote> {
        Arrivals(
            records.map { Letter($0, concerns: Probe.concerns) },
            concerns: Probe.concerns,
            Probe.definition().interpret
        )
    }

    @Test func `are not read when they are of no concern`() {
        let arrivals = arrivals([record(headers(id: "\(id):7"), garbage)])
        #expect(arrivals.unreadable.isEmpty)
        #expect(arrivals.arrivals.map(\.ticket) == [id])
        #expect(arrivals.arrivals.map(\.seq) == [7])
        #expect(arrivals.arrivals.allSatisfy { $0.input == nil && $0.failure == nil })
    }

    @Test func `are read when they are of concern, whatever their headers say`() throws {
        let noted = TicketFact.noted(Noted(by: AnyFact.actor, text: "a note"))
        let event = TicketEvent(ticket: id, seq: 3, at: Instant(seconds: 0), source: "x", trace: nil, fact: noted)
        let row = try JournalRow(event)
        let headers = CloudEvent.headers(row).map { Header($0.name, $0.value) }
        let json = CloudEvent.json(row)
        for written in [json, json.replacing(#"","source""#, with: #"", "source""#), json.dropLast() + #","more":{}}"#]
        {
            let arrivals = arrivals([record(headers, Array(written.utf8))])
            #expect(arrivals.arrivals.map(\.event) == [event])
            #expect(arrivals.arrivals.map(\.input) == [ProbeNote(seq: 3, text: "a note")])
        }
    }

    @Test func `are taken for what their value says, whatever their headers say`() throws {
        let noted = TicketFact.noted(Noted(by: AnyFact.actor, text: "a note"))
        let event = TicketEvent(ticket: id, seq: 3, at: Instant(seconds: 0), source: "x", trace: nil, fact: noted)
        let value = Array(CloudEvent.json(try JournalRow(event)).utf8)
        let arrivals = arrivals([record(headers(id: "\(id):4", type: .noted), value)])
        #expect(arrivals.arrivals.map(\.event) == [event])
    }

    @Test(arguments: [
        "", "x", "0", "x:1", "0199e1c0-0000-7000-8000-000000000001", "0199e1c0-0000-7000-8000-000000000001:0",
    ])
    func `are refused when neither headers nor value tell their place`(name: String) {
        let arrivals = arrivals([record(headers(id: name), garbage)])
        #expect(arrivals.arrivals.isEmpty)
        #expect(arrivals.unreadable.count == 1)
    }
}
