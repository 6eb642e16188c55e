package import Processes

extension ChildProcess {
    /// Runs a program to its end and answers what it wrote.
    ///
    /// - Throws: a `ProcessFailure` with its output when it does not exit with 0.
    @discardableResult
    package static func run(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> String {
        let (ending, output) = try await finish(program, arguments, environment: environment)
        guard ending == .exited(0) else {
            let line = ([program] + arguments).joined(separator: " ")
            throw ProcessFailure("\(line) ended with \(ending): \(output)")
        }
        return output
    }

    /// Runs a program to its end, whatever that is, and answers how it ended and what it wrote.
    package static func finish(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> (Ending, output: String) {
        try await TemporaryFolder.with { folder in
            let log = folder.path(of: "output")
            let ending = try await start(program, arguments, environment: environment, log: log).ended()
            return (ending, try folder.read("output"))
        }
    }
}

/// A program that is not there, or that failed.
package struct ProcessFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
