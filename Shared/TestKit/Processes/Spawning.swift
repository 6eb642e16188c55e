import Glibc

/// Starts processes and waits for their end, in the words of the C library.
enum Spawning {
    /// `setpriv` asks the system to end the program when we end, even by SIGKILL; posix_spawn cannot ask that.
    private static let keeper = "/usr/bin/setpriv"

    static func start(_ program: String, _ arguments: [String], _ environment: [String: String], log: String) -> pid_t?
    {
        let words = [keeper, "--pdeathsig", "KILL", "--", program] + arguments
        let settings = environment.map { "\($0.key)=\($0.value)" }
        var pid: pid_t = 0
        let status = unsafe withActions(log: log) { actions, attributes in
            unsafe withCStrings(words) { words in
                unsafe withCStrings(settings) { settings in
                    unsafe posix_spawn(&pid, keeper, actions, attributes, words, settings)
                }
            }
        }
        return status == 0 ? pid : nil
    }

    /// Blocks until the process has ended, and leaves it to be reaped.
    static func waitForEnd(of pid: pid_t) {
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    }

    /// What a shell would show: the exit code, or 128 and the number of the signal.
    static func reap(_ pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }

    /// Nothing comes in, what goes out is appended to the log, and nothing that we have open goes along.
    private static func withActions(
        log: String,
        _ body: (UnsafePointer<posix_spawn_file_actions_t>, UnsafePointer<posix_spawnattr_t>) -> Int32
    ) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // Closing what is not open does no harm; beyond the limit it would be an error.
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
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
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
