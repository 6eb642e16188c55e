import Glibc

/// A port of this machine which is ours from when it was found free until we let it go.
///
/// Between the two, nobody listens on it yet, or not at the moment; another run, started in the same second, would find it
/// free as well. A lock on a file tells such runs apart, and ends with its holder, however that ends.
final class HeldPort: Sendable {
    let number: UInt16
    private let lock: Int32

    /// Nil when somebody listens on it or another run holds it.
    init?(_ number: UInt16) {
        guard let lock = Self.lock("/tmp/shouwen-port-\(number).lock") else { return nil }
        guard Self.isFree(number) else {
            close(lock)
            return nil
        }
        (self.number, self.lock) = (number, lock)
    }

    deinit {
        close(lock)
    }

    /// Opened for reading: another user's file can be locked, too, and cannot be written.
    private static func lock(_ path: String) -> Int32? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        let file = descriptor >= 0 ? descriptor : unsafe open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { return nil }
        if flock(file, LOCK_EX | LOCK_NB) == 0 { return file }
        close(file)
        return nil
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = LoopbackSocket.make()
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return LoopbackSocket.bind(descriptor, port: port)
    }
}
