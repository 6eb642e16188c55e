import FoundationEssentials

/// A folder for one test's files, gone when the test ends.
package struct TemporaryFolder: Sendable {
    package let path: String

    /// A folder that is there already, and stays.
    package init(path: String) {
        self.path = path
    }

    /// Makes a folder that nobody else may read, lends it and removes it with all that is in it.
    package static func with<R>(_ body: (TemporaryFolder) async throws -> R) async throws -> R {
        let path = FileManager.default.temporaryDirectory.appending(path: "shouwen-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(TemporaryFolder(path: path))
    }

    /// Writes a file and answers its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let path = self.path(of: name)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    package func path(of name: String) -> String {
        "\(path)/\(name)"
    }

    package func read(_ name: String) throws -> String {
        try String(contentsOfFile: path(of: name), encoding: .utf8)
    }

    package func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path(of: name))
    }
}
