/// The decoded pairs after the `?` of a request, in the order they were sent.
package struct HTTPQuery: Sendable, Equatable {
    /// One name and its value; a name without `=` has an empty value.
    package struct Item: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package let items: [Item]

    package init(_ items: [Item] = []) {
        self.items = items
    }

    /// The first value of a name.
    package subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    package func values(of name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }
}
