import FoundationEssentials

/// The few files this program reads and writes.
enum Files {
    static func text(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }

    static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }

    static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Moves a log aside that has grown large, so that logs never fill the disk.
    static func rotate(_ path: String, over limit: Int = 20_000_000) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int, size > limit else { return }
        remove("\(path).1")
        try? FileManager.default.moveItem(atPath: path, toPath: "\(path).1")
    }

    static func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }

    static func firstLine(of path: String) -> String? {
        text(path)?.split(separator: "\n").first.map(String.init)
    }

    static func lastLine(of path: String) -> String? {
        text(path)?.split(separator: "\n").last.map(String.init)
    }
}
