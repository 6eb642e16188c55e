/// What to start: a program, its arguments, its whole environment, and the file to which its output is appended.
struct Launch: Sendable {
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let log: String
    /// It and whatever it starts are a group of their own: a signal from the terminal reaches us alone, and they end with it.
    let leadsGroup: Bool
}

/// Why something could not even be started.
package struct LaunchError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
