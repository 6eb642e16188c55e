import FoundationEssentials

/// Where the programs are that were built together with the running tests, and the files of the repository.
package enum BuildFolder {
    package static func program(_ name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        guard FileManager.default.isExecutableFile(atPath: "\(path)/\(name)") else {
            throw ProcessFailure("\(path)/\(name) is not there: build it with swift build --build-tests")
        }
        return "\(path)/\(name)"
    }

    /// A file of the repository, by its path there.
    package static func source(_ path: String) -> String {
        let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return folders.dropLast(4).joined(separator: "/") + "/" + path
    }

    /// What a program needs of our environment to run at all, and to say where it crashed.
    package static var environment: [String: String] {
        let names = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "SWIFT_BACKTRACE"]
        return ProcessInfo.processInfo.environment.filter { names.contains($0.key) }
    }
}
