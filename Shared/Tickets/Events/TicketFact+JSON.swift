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
        case .noted(let data): try encoder.encode(data)
        case .returned(let data): try encoder.encode(data)
        case .resolved(let data): try encoder.encode(data)
        case .unrecognized: Data("{}".utf8)
        }
    }

    /// Reads the data of an event.
    ///
    /// - Throws: a `DecodingError` when the type is known and the data does not fit it.
    package init(type: String, json: Data, _ decoder: JSONDecoder = JSONDecoder()) throws {
        switch EventType(rawValue: type) {
        case .received: self = .received(try decoder.decode(Received.self, from: json))
        case .classified: self = .classified(try decoder.decode(Classified.self, from: json))
        case .routed: self = .routed(try decoder.decode(Routed.self, from: json))
        case .assigned: self = .assigned(try decoder.decode(Assigned.self, from: json))
        case .promised: self = .promised(try decoder.decode(Promised.self, from: json))
        case .warned: self = .warned(try decoder.decode(ClockMark.self, from: json))
        case .breached: self = .breached(try decoder.decode(ClockMark.self, from: json))
        case .accepted: self = .accepted(try decoder.decode(Accepted.self, from: json))
        case .progressed: self = .progressed(try decoder.decode(Progressed.self, from: json))
        case .noted: self = .noted(try decoder.decode(Noted.self, from: json))
        case .returned: self = .returned(try decoder.decode(Returned.self, from: json))
        case .resolved: self = .resolved(try decoder.decode(Resolved.self, from: json))
        case nil: self = .unrecognized(type: type)
        }
    }
}
