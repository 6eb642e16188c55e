package import FoundationEssentials

/// Facts as the JSON that the journal keeps and `data` of the CloudEvent carries.
extension TicketFact {
    package func json(_ encoder: JSONEncoder = JSONEncoder()) throws -> Data {
        switch self {
        case .received(let data): try encoder.encode(data)
        case .classified(let data): try encoder.encode(data)
        case .routed(let data): try encoder.encode(data)
        case .assigned(let data): try encoder.encode(data)
        case .promised(let data): try encoder.encode(data)
        case .warned(let data), .breached(let data): try encoder.encode(data)
        case .accepted(let data): try encoder.encode(data)
        case .progressed(let data): try encoder.encode(data)
        case .asked(let data): try encoder.encode(data)
        case .noted(let data): try encoder.encode(data)
        case .returned(let data): try encoder.encode(data)
        case .resolved(let data): try encoder.encode(data)
        case .unrecognized: Data("{}".utf8)
        }
    }

    /// Reads the data of an event.
    ///
    /// - Throws: what `reader` throws when the type is known and the data does not fit it.
    package init(type: String, from reader: some FactReader) throws {
        switch EventType(rawValue: type) {
        case .received: self = .received(try reader.read())
        case .classified: self = .classified(try reader.read())
        case .routed: self = .routed(try reader.read())
        case .assigned: self = .assigned(try reader.read())
        case .promised: self = .promised(try reader.read())
        case .warned: self = .warned(try reader.read())
        case .breached: self = .breached(try reader.read())
        case .accepted: self = .accepted(try reader.read())
        case .progressed: self = .progressed(try reader.read())
        case .asked: self = .asked(try reader.read())
        case .noted: self = .noted(try reader.read())
        case .returned: self = .returned(try reader.read())
        case .resolved: self = .resolved(try reader.read())
        case nil: self = .unrecognized(type: type)
        }
    }

    package init(type: String, json: Data) throws {
        try self.init(type: type, from: JSONFactReader(json: json))
    }
}

/// Where the data of a fact is read from: a journal row's text, or the inside of a CloudEvent being decoded.
package protocol FactReader {
    func read<Fact: Decodable>() throws -> Fact
}

/// Reads a fact from JSON of its own.
private struct JSONFactReader: FactReader {
    let json: Data

    func read<Fact: Decodable>() throws -> Fact {
        try JSONDecoder().decode(Fact.self, from: json)
    }
}
