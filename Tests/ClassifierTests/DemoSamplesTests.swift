import ClassifierRules
import FoundationEssentials
import Testing
import Tickets

@Suite("The sample tickets of the demo")
struct DemoSamplesTests {
    private struct Ticket: Decodable {
        struct Contact: Decodable {
            let name: String
            let phone: String?
            let email: String?
        }

        struct Expected: Decodable {
            let category: Tickets.Category
            let department: String
        }

        let channel: Channel
        let contact: Contact
        let subject: String?
        let text: String
        let expected: Expected
    }

    private let tickets: [Ticket]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "deploy/local/samples.json")
        tickets = try JSONDecoder().decode([Ticket].self, from: Data(contentsOf: file))
    }

    @Test func `are forty and show every category, channel and kind of contact`() {
        #expect(tickets.count == 40)
        #expect(Set(tickets.map(\.expected.category)) == Set(Tickets.Category.allCases))
        #expect(Set(tickets.map(\.channel)) == Set(Channel.allCases))
        #expect(tickets.allSatisfy { ($0.contact.phone == nil) != ($0.contact.email == nil) })
        #expect(tickets.allSatisfy { $0.expected.category.defaultDepartmentCode == $0.expected.department })
    }

    @Test func `are understood as the demo says`() throws {
        for ticket in tickets {
            let found = try understand([ticket.subject, ticket.text].compactMap { $0 }.joined(separator: "\n"))
            #expect(found.category == ticket.expected.category, "\(ticket.text) \(found.reasons)")
            #expect(found.department.rawValue == ticket.expected.department, "\(ticket.text) \(found.confidence)")
        }
    }
}
