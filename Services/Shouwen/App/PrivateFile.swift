import FoundationEssentials
import Glibc

/// Files with secrets: made readable by their owner alone before anything is in them.
enum PrivateFile {
    static func write(_ text: String, to path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            throw UsageError("\(path) cannot be made: it is there, or its folder is not writable")
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let written = unsafe bytes.withUnsafeBytes { bytes in
            unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        }
        guard written == bytes.count else { throw UsageError("\(path) cannot be written: is the disk full?") }
    }
}
