import DeskRules
import TestKit
import Tickets

/// A ticket as it was received at noon.
let example = ticket(1, at: .noon)

func ticket(_ number: UInt64, at instant: Instant) -> Ticket {
    Ticket(id: ticketID(number), received: received("收到的杯子碎了", Int64(number)), at: instant)
}

func ticketID(_ number: UInt64) -> TicketID {
    TicketID(at: .noon, random: (0, number))
}

func received(_ subject: String, _ sequence: Int64) -> Received {
    Received(
        number: TicketNumber(date: CivilDate(year: 2026, month: 11, day: 23), sequence: sequence),
        channel: .web,
        source: "web-form",
        contact: Contact(phone: "13900000000"),
        subject: subject,
        text: subject
    )
}

/// The card of an example ticket after some change.
func card(
    _ number: UInt64 = 1,
    createdAt: Instant = .noon,
    heldSince: Instant? = nil,
    _ change: (inout Ticket) -> Void = { _ in }
) -> Card {
    var ticket = ticket(number, at: createdAt)
    change(&ticket)
    return Card(ticket, heldSince: heldSince)
}
