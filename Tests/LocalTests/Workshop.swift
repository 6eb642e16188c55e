import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

@testable import Local

/// A folder for one test, with small programs in it; removed at the end of the test.
final class Workshop: Sendable {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/shouwen-local-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func text(_ name: String) -> String { Files.text(path(name)) ?? "" }

    /// Writes a shell script and gives the plan to run it; it is ready once it has written `<name>.up`.
    func plan(
        _ name: String,
        _ script: String,
        environment: @escaping @Sendable () -> [String: String] = { [:] },
        readiness: Readiness? = nil,
        followsBroker: Bool = false
    ) throws -> ProcessPlan {
        let folder = self.folder
        try write(program: name, "cd \(folder)\n\(script)\n")
        return ProcessPlan(
            name,
            // A shell reads the script: executing it could meet a copy of the descriptor that another test writes with.
            program: "/bin/sh",
            arguments: [path(name)],
            environment: { environment().merging(["PATH": "/usr/bin:/bin"]) { value, _ in value } },
            readiness: readiness ?? .writes(file: path("\(name).up")),
            followsBroker: followsBroker
        )
    }

    func write(program name: String, _ script: String) throws {
        try "#!/bin/sh\n\(script)".write(toFile: path(name), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path(name))
    }

    /// A pipe in the file system; its reader sees the end when the last process that holds it open is gone.
    func makePipe(_ name: String) {
        _ = unsafe mkfifo(path(name), 0o600)
    }

    /// What was written into the pipe, once nobody can write any more; `action` runs when there are so many lines.
    func everything(
        from pipe: String,
        at lines: Int = .max,
        do action: @escaping @Sendable () -> Void = {}
    ) async -> String {
        let path = path(pipe)
        return await withCheckedContinuation { answer in
            DispatchQueue(label: "pipe").async {
                answer.resume(returning: Self.read(path, at: lines, do: action))
            }
        }
    }

    private static func read(_ path: String, at lines: Int, do action: () -> Void) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var isDue = true
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
            if isDue, bytes.count(where: { $0 == 10 }) >= lines {
                isDue = false
                action()
            }
        }
    }
}

/// Remembers what became of the processes, and wakes who waits for it.
final class Diary: Sendable {
    private struct Waiter {
        let isAwaited: @Sendable (Happening) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex<(entries: [Happening], waiters: [Waiter])>(([], []))

    var entries: [Happening] { state.withLock(\.entries) }

    func note(_ happening: Happening) {
        let due = state.withLock { state in
            state.entries.append(happening)
            let due = state.waiters.filter { $0.isAwaited(happening) }
            state.waiters.removeAll { $0.isAwaited(happening) }
            return due
        }
        for waiter in due { waiter.continuation.resume() }
    }

    /// Returns when this has happened, or when the test's time is over.
    func has(_ happening: Happening) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if state.entries.contains(happening) || Task.isCancelled { return true }
                    state.waiters.append(Waiter(isAwaited: { $0 == happening }, continuation: continuation))
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            let waiters = state.withLock { state in
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.continuation.resume() }
        }
    }
}
