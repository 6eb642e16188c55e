import Glibc

/// Asks a process until it can do its work.
struct Probe: Sendable {
    let readiness: Readiness
    var pause = Pause.real

    /// Prepares a start, so that an answer of the life before is not taken for one of this life.
    func clear() {
        if case .writes(let file) = readiness { Files.remove(file) }
    }

    /// Returns true when the process is ready, and false when the task was cancelled before.
    func untilReady() async -> Bool {
        while !Task.isCancelled {
            if await isReady() { return !Task.isCancelled }
            await pause(.milliseconds(40))
        }
        return false
    }

    private func isReady() async -> Bool {
        switch readiness {
        case .answers(let port):
            return (try? await Loopback(port: port, timeout: 2).get("/readyz"))?.status == 200
        case .listens(let port):
            let descriptor = LoopbackSocket.make()
            defer { close(descriptor) }
            return LoopbackSocket.connect(descriptor, port: port)
        case .writes(let file):
            return Files.text(file)?.isEmpty == false
        }
    }
}
