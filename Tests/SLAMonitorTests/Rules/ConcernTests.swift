import FoundationEssentials
import Pipeline
import SLAMonitorRules
import TestKit
import Testing
import Tickets

@Suite("What the SLA monitor hears of") struct ConcernTests {
    @Test(arguments: EventType.allCases)
    func `holds all that makes an input`(type: EventType) throws {
        let path = BuildFolder.source("Shared/Contract/examples/\(type.rawValue).json")
        let json = try #require(FileManager.default.contents(atPath: path))
        let event = try CloudEvent.read(Array(json)).event()
        #expect(SLAInput(event) == nil || SLAInput.concerns(type))
    }
}
