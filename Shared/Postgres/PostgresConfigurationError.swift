/// What is wrong with a database setting, and how to put it right; never quotes the URL, which may hold a password.
package struct PostgresConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
