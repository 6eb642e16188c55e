/// A value that JSON holds as the text which describes it.
package protocol CodableAsText: Codable, CustomStringConvertible {
    /// Nil when the text describes none.
    init?(_ text: String)

    /// What a text should look like, for whoever wrote another.
    static var textForm: String { get }
}

extension CodableAsText {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.textForm)")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
