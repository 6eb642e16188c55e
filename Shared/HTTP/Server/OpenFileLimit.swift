import Glibc

/// Lifts the process's limit of open files as far as it is allowed to: the customary 1,024 is less than the
/// connections a server takes.
enum OpenFileLimit {
    static func raise(toHold connections: Int) {
        var limit = rlimit()
        let wanted = rlim_t(connections + reserve)
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < wanted else {
            return
        }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// For database connections, Kafka's sockets and files.
    private static let reserve = 512
}
