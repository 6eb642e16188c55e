import FoundationEssentials
import Pipeline
import RouterRules
import TestKit
import Testing
import Tickets

@Suite("What the router hears of") struct ConcernTests {
    @Test(arguments: EventType.allCases)
    func `is exactly what makes an input`(type: EventType) throws {
        let path = BuildFolder.source("Shared/Contract/examples/\(type.rawValue).json")
        let json = try #require(FileManager.default.contents(atPath: path))
        let event = try CloudEvent.read(Array(json)).event()
        #expect((RouterInput(event) != nil) == RouterInput.concerns(type))
    }
}
