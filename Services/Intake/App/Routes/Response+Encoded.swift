import FoundationEssentials
import HTTP

extension Response {
    /// A value as JSON, its names in order so that two answers can be compared.
    static func encoded(_ value: some Encodable, status: Int = 200, headers: HTTPHeaders = [:]) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .json(Array(try encoder.encode(value)), status: status, headers: headers)
    }
}
