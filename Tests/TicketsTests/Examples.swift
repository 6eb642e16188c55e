import Tickets

let id = TicketID(at: Instant(seconds: 1_795_406_400), random: (1, 2))
let frontline = Actor(department: .frontline, name: "li.na")
let afterSales = DepartmentCode(rawValue: "after-sales")
let afterSalesBot = Actor(department: afterSales, name: "returns-bot")

func received() -> Received {
    Received(
        number: TicketNumber(date: CivilDate(year: 2026, month: 11, day: 23), sequence: 1),
        channel: .web,
        source: "shop",
        contact: Contact(name: "王芳", phone: "13800001234"),
        subject: "杯子碎了",
        text: "收到的杯子碎了，要求退款",
        orderNumber: "A-1",
        language: nil,
        attachments: [Attachment(name: "杯子.jpg", url: "https://shop.example/1.jpg")]
    )
}

func classified() -> Classified {
    Classified(
        category: .damage,
        department: afterSales,
        tier: .complex,
        priority: .p2,
        sentiment: .angry,
        language: .simplifiedChinese,
        confidence: 0.9,
        needsTriage: false,
        entities: [FoundEntity(kind: "order_number", value: "A-1")],
        reasons: [ClassificationReason(rule: "damage.broken", words: ["碎"], weight: 2)]
    )
}

func routed(_ handOff: Int = 1, to department: DepartmentCode = afterSales) -> Routed {
    Routed(
        department: department,
        owner: .person(PersonCode(rawValue: "li.na")),
        assignee: PersonCode(rawValue: "zhao.lei"),
        handOff: handOff,
        reason: "category damage"
    )
}

func event(_ seq: Int, _ fact: TicketFact) -> TicketEvent {
    TicketEvent(
        ticket: id,
        seq: seq,
        at: Instant(seconds: 1_795_406_400 + Int64(seq)),
        source: "test",
        trace: nil,
        fact: fact
    )
}

func ticket(after facts: [TicketFact]) throws -> Ticket {
    let events = ([.received(received())] + facts).enumerated().map { event($0.offset + 1, $0.element) }
    guard let ticket = Ticket.folded(events) else { throw NoTicket() }
    return ticket
}

struct NoTicket: Error {}
