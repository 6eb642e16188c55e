import FoundationEssentials
import TestKit
import Testing
import Tickets

/// The files that bots' authors read, against the types that the services use.
@Suite("The contract's files") struct ContractTests {
    private static let folder = BuildFolder.source("Shared/Contract")

    private func names(in part: String, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(part)")
            .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
    }

    private func read<Value: Decodable>(_ path: String, as _: Value.Type = Value.self) throws -> Value {
        let text = try String(contentsOfFile: "\(Self.folder)/\(path)", encoding: .utf8)
        return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    @Test func `describe every event and every action, and no others`() throws {
        let described = try names(in: "schemas", ending: ".schema.json")
        #expect(Set(described.filter { $0.hasPrefix("shouwen.ticket.") }) == Set(EventType.allCases.map(\.rawValue)))
        #expect(Set(described.filter { $0.hasPrefix("shouwen.action.") }) == Set(ActionVerb.allCases.map(\.type)))
    }

    @Test(arguments: [
        ("channel", Channel.allCases.map(\.rawValue)), ("category", Category.allCases.map(\.rawValue)),
        ("tier", NeedTier.allCases.map(\.rawValue)), ("priority", Priority.allCases.map(\.rawValue)),
        ("sentiment", Sentiment.allCases.map(\.rawValue)), ("stage", TicketStage.allCases.map(\.rawValue)),
        ("status", BoardStatus.allCases.map(\.rawValue)), ("clock", ClockKind.allCases.map(\.rawValue)),
        ("returnReason", ReturnReason.allCases.map(\.rawValue)),
    ])
    func `know every word there is`(_ name: String, _ words: [String]) throws {
        let common: Common = try read("schemas/common.schema.json")
        #expect(common.definitions[name]?.enum == words)
    }

    @Test(arguments: ActionVerb.allCases)
    func `show actions that are taken`(_ verb: ActionVerb) throws {
        let action = try ActionSchema(for: afterSales).read(read("examples/\(verb.type).json"))
        #expect(action.input.by == Actor(department: afterSales, name: "front-desk"))
    }

    @Test(arguments: EventType.allCases)
    func `show events whose data is read`(_ type: EventType) throws {
        let event: Event = try read("examples/\(type.rawValue).json")
        #expect(event.fact.type == type)
    }

    private struct Common: Decodable {
        struct Definition: Decodable {
            let `enum`: [String]?
        }

        let definitions: [String: Definition]

        enum CodingKeys: String, CodingKey {
            case definitions = "$defs"
        }
    }

    private struct Event: Decodable {
        let fact: TicketFact

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let type = try container.decode(String.self, forKey: .type)
            fact = try TicketFact(type: type, from: DataReader(container: container))
        }

        private struct DataReader: FactReader {
            let container: KeyedDecodingContainer<CodingKeys>

            func read<Fact: Decodable>() throws -> Fact {
                try container.decode(Fact.self, forKey: .data)
            }
        }

        enum CodingKeys: CodingKey {
            case type, data
        }
    }
}
