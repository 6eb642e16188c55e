import Glibc

/// Starting and ending processes, in the words of the C library.
enum Spawn {
    /// `setpriv` asks the system to end the program when we end, even by SIGKILL; posix_spawn cannot ask that.
    private static let keeper = "/usr/bin/setpriv"

    static func process(_ launch: Launch) throws(LaunchError) -> pid_t {
        guard unsafe access(launch.program, X_OK) == 0 else {
            throw LaunchError("\(launch.program) is not there or cannot be run: build it first")
        }
        let arguments = [keeper, "--pdeathsig", "KILL", "--", launch.program] + launch.arguments
        let environment = launch.environment.map { "\($0.key)=\($0.value)" }.sorted()
        var id: pid_t = 0
        let status = unsafe withActions(for: launch) { actions, attributes in
            unsafe withCStrings(arguments) { arguments in
                unsafe withCStrings(environment) { environment in
                    unsafe posix_spawn(&id, keeper, actions, attributes, arguments, environment)
                }
            }
        }
        guard status == 0 else {
            let reason = unsafe String(cString: strerror(status))
            throw LaunchError("\(launch.program) could not be started: \(reason)")
        }
        return id
    }

    /// Blocks until the process has ended, and leaves it to be reaped.
    static func waitForEnd(of id: pid_t) {
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    }

    static func reap(_ id: pid_t) -> Ending {
        var status: Int32 = 0
        while unsafe waitpid(id, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signaled(signal)
    }

    /// Nothing comes in; what goes out is appended to the log.
    private static func withActions(
        for launch: Launch,
        _ body: (UnsafePointer<posix_spawn_file_actions_t>, UnsafePointer<posix_spawnattr_t>) -> Int32
    ) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        let appending = O_WRONLY | O_CREAT | O_APPEND
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, launch.log, appending, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // What we have open is no business of theirs; closing what is not open does no harm, if it could be open.
        for descriptor in (STDERR_FILENO + 1)..<Int32(min(sysconf(Int32(_SC_OPEN_MAX)), 4096)) {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        if launch.leadsGroup {
            unsafe posix_spawnattr_setpgroup(&attributes, 0)
            flags |= POSIX_SPAWN_SETPGROUP
        }
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        return unsafe body(&actions, &attributes)
    }

    /// The texts as C knows a list of them: pointers, and a null at the end.
    private static func withCStrings<R>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> R
    ) -> R {
        let pointers = unsafe texts.map { unsafe strdup($0) }
        defer {
            for index in unsafe pointers.indices { unsafe free(pointers[index]) }
        }
        return unsafe body(pointers + [nil])
    }
}
