import FoundationEssentials
import Pipeline
import Testing
import Tickets

@Suite("Events on Kafka") struct CloudEventTests {
    private let id = TicketID(at: Instant(seconds: 1_795_406_400), random: (1, 2))

    private func event(_ fact: TicketFact) -> TicketEvent {
        TicketEvent(
            ticket: id,
            seq: 3,
            at: Instant(microseconds: 1_795_406_400_000_042),
            source: "router",
            trace: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            fact: fact
        )
    }

    @Test func `are read as they were written`() throws {
        let written = event(.noted(Noted(by: Actor(department: .frontline, name: "li.na"), text: "\"引号\"\n换行")))
        let json = CloudEvent.json(try JournalRow(written))
        #expect(try CloudEvent.read(Array(json.utf8)).event() == written)
    }

    @Test func `carry what CloudEvents 1.0 asks for`() throws {
        let row = try JournalRow(event(.accepted(Accepted(by: Actor(department: .frontline, name: "li.na")))))
        let json = CloudEvent.json(row)
        for part in [
            #""specversion":"1.0""#, #""id":"\#(id):3""#, #""source":"/shouwen/router""#,
            #""type":"shouwen.ticket.accepted.v1""#, #""subject":"\#(id)""#, #""time":"2026-11-23T04:00:00.000042Z""#,
            #""datacontenttype":"application/json""#, #""data":{"seq":3,"by":"#,
            #""traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01""#,
        ] {
            #expect(json.contains(part), "\(part) in \(json)")
        }
        let headers = Dictionary(uniqueKeysWithValues: CloudEvent.headers(row).map { ($0.name, $0.value) })
        #expect(headers["ce_type"] == "shouwen.ticket.accepted.v1")
        #expect(headers["ce_id"] == "\(id):3")
        #expect(headers["content-type"] == "application/cloudevents+json; charset=UTF-8")
        #expect(headers["traceparent"] == row.trace)
    }

    @Test func `keep their place when their data makes no sense`() throws {
        let json =
            #"{"type":"shouwen.ticket.accepted.v1","subject":"\#(id)","time":"2026-11-23T04:00:00Z","#
            + #""source":"/shouwen/x","data":{"seq":7,"by":1}}"#
        let envelope = try CloudEvent.read(Array(json.utf8))
        #expect(envelope.ticket == id)
        #expect(envelope.seq == 7)
        #expect(throws: DecodingError.self) { try envelope.event() }
    }

    @Test(arguments: ["", "{}", "null", #"{"type":"t","subject":"x"}"#, "\u{0}"])
    func `that name no ticket are refused`(json: String) {
        #expect(throws: (any Error).self) { try CloudEvent.read(Array(json.utf8)) }
    }

    @Test func `of types to come are passed by`() throws {
        let json =
            #"{"type":"shouwen.ticket.sang.v2","subject":"\#(id)","time":"2026-11-23T04:00:00Z","#
            + #""source":"/shouwen/x","data":{"seq":7},"new":{}}"#
        #expect(try CloudEvent.read(Array(json.utf8)).event().fact == .unrecognized(type: "shouwen.ticket.sang.v2"))
    }
}

@Suite("Headers in the outbox") struct HeaderTextTests {
    @Test func `survive with line ends and signs in them`() {
        let headers = [(name: "a", value: "1: 2\n%0A\r"), (name: "b", value: ""), (name: "c", value: "中文 %25")]
        let read = HeaderText.decode(HeaderText.encode(headers))
        #expect(read.map(\.name) == headers.map(\.name))
        #expect(read.map(\.value) == headers.map(\.value))
    }
}
