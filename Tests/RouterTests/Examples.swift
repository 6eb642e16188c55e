import RouterRules
import TestKit
import Tickets

let afterSales = DepartmentCode(rawValue: "after-sales")
let logistics = DepartmentCode(rawValue: "logistics")
let finance = DepartmentCode(rawValue: "finance")
let company: Set<DepartmentCode> = [.frontline, afterSales, logistics, finance, .sandbox]
let liNa = PersonCode(rawValue: "li.na")

func ticketID(_ number: UInt64) -> TicketID {
    TicketID(at: .noon, random: (0, number))
}

func received(_ number: Int64 = 1) -> Received {
    Received(
        number: TicketNumber(date: CivilDate(year: 2026, month: 11, day: 23), sequence: number),
        channel: .web,
        source: "shop",
        contact: Contact(phone: "13800001234"),
        subject: "杯子碎了",
        text: "收到的杯子碎了，要求退款"
    )
}

func classified(
    _ department: DepartmentCode = afterSales,
    _ priority: Priority = .p3,
    needsTriage: Bool = false
) -> Classified {
    Classified(
        category: .damage,
        department: department,
        tier: .complex,
        priority: priority,
        sentiment: .neutral,
        language: .simplifiedChinese,
        confidence: 0.9,
        needsTriage: needsTriage
    )
}

func returned(
    by department: DepartmentCode = afterSales,
    to suggestion: DepartmentCode? = nil,
    _ reason: ReturnReason = .wrongDepartment
) -> Returned {
    Returned(by: Actor(department: department, name: "bot"), reason: reason, text: "", suggestion: suggestion)
}

/// What the router knows about a ticket that was received and classified, changed as the test needs it.
func work(_ change: (inout Work) -> Void = { _ in }) -> Work {
    var work = Work(Ticket(id: ticketID(1), received: received(), at: .noon), in: company)
    change(&work)
    return work
}

/// A row of numbers that only looks random: the seed, shown when a test fails, gives the same row again.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    // Steele, Lea and Flood: "Fast splittable pseudorandom number generators", 2014.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
