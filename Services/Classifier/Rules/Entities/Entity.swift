/// Something a text names, with its place in the text.
package struct Entity: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case orderNumber = "order_number"
        case phone
        case email
        case amount
        case date
    }

    package let kind: Kind
    /// In one form whatever way it was written: `13800138000`, `CNY 1200.50`, `2024-06-01`, `06-01`.
    package let value: String
    /// Its bytes in the original text's UTF-8.
    package let bytes: Range<Int>
}
