import FoundationEssentials
import Testing
import Tickets

@Suite("Names of tickets and people") struct NameTests {
    @Test func `a ticket id is a UUID of version 7 that begins with its birth`() {
        let id = TicketID(at: Instant(microseconds: 0x0123_4567_89AB * 1000), random: (.max, .max))
        #expect(id.description == "01234567-89ab-7fff-bfff-ffffffffffff")
        #expect(TicketID(at: Instant(seconds: 0), random: (0, 0)).description == "00000000-0000-7000-8000-000000000000")
    }

    @Test func `later ids sort after earlier ones`() {
        let early = TicketID(at: Instant(seconds: 1), random: (.max, .max))
        let late = TicketID(at: Instant(seconds: 2), random: (0, 0))
        #expect(early < late)
    }

    @Test func `the lane of a ticket comes from its last bits`() {
        #expect(TicketID(at: .init(seconds: 1), random: (0, 0x1F)).lane == 15)
        #expect(TicketID(at: .init(seconds: 1), random: (0, 0x20)).lane == 0)
    }

    @Test(arguments: ["", "nonsense", "00000000-0000-7000-8000-00000000000", "{00000000-0000-7000-8000-000000000000}"])
    func `what is no UUID is no ticket id`(text: String) {
        #expect(TicketID(text) == nil)
    }

    @Test func `a ticket number carries its day and its sequence`() {
        let shanghai = CivilDate(Instant("2026-11-22T16:30:00Z") ?? Instant(seconds: 0), secondsEast: 8 * 3600)
        #expect(TicketNumber(date: shanghai, sequence: 42).description == "SW-20261123-000042")
        #expect(TicketNumber(date: shanghai, sequence: 12_345_678).description == "SW-20261123-12345678")
    }

    @Test func `a number is read the way people type it`() {
        #expect(TicketNumber(" sw-20261123-000042 ")?.description == "SW-20261123-000042")
        #expect(TicketNumber("SW-2026-000042") == nil)
        #expect(TicketNumber("XX-20261123-000042") == nil)
    }

    @Test(arguments: [
        ("person:li.na", Owner.person(PersonCode(rawValue: "li.na"))), ("queue:frontline", .queue(.frontline)),
    ])
    func `an owner is a person or a queue`(text: String, owner: Owner) {
        #expect(Owner(text) == owner)
        #expect(owner.description == text)
    }

    @Test(arguments: ["", "person", "person:", "robot:r2", ":x"]) func `anything else is no owner`(text: String) {
        #expect(Owner(text) == nil)
    }

    @Test(arguments: [
        ("after-sales", true), ("", false), ("-a", false), ("a-", false), ("A", false), ("售后", false), ("a.b", false),
    ])
    func `a department code can stand in a topic name`(text: String, isValid: Bool) {
        #expect(DepartmentCode.isValid(text) == isValid)
    }
}
