import FoundationEssentials
import NotifierRules
import Pipeline
import TestKit
import Testing
import Tickets

@Suite("What the notifier hears of for people") struct ConcernTests {
    @Test(arguments: EventType.allCases)
    func `holds all that tells a person or changes who is told`(type: EventType) throws {
        let path = BuildFolder.source("Shared/Contract/examples/\(type.rawValue).json")
        let json = try #require(FileManager.default.contents(atPath: path))
        let event = try CloudEvent.read(Array(json)).event()
        let somebody = PersonCode(rawValue: "somebody")
        let before = Standing(owner: .queue(.frontline), department: .frontline, assignee: somebody)
        guard case .keep(let after, let recipients) = Audience().decide(event, in: before, at: event.at) else {
            return #expect(!Audience.concerns(type))
        }
        let people = recipients.filter { if case .webhooks = $0 { false } else { true } }
        #expect(Audience.concerns(type) == (after != before || !people.isEmpty))
    }
}
