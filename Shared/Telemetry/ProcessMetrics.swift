internal import Glibc

extension Metrics {
    /// Adds the standard figures of a process: memory, processor time, open files and when it started.
    package func registerProcess() {
        gauge("process_resident_memory_bytes", help: "Resident memory in bytes.") {
            Self.pages(field: 1)
        }
        gauge("process_virtual_memory_bytes", help: "Virtual memory in bytes.") {
            Self.pages(field: 0)
        }
        counter("process_cpu_seconds_total", help: "User and system processor time in seconds.") {
            Self.processorSeconds()
        }
        gauge("process_open_fds", help: "Open file descriptors.") {
            // One of them is the folder being read.
            ProcFile.entries("/proc/self/fd").map { Double($0 - 1) }
        }
        gauge("process_max_fds", help: "Most file descriptors the process may open.") {
            Self.mostDescriptors()
        }
        let start = Self.startSeconds()
        gauge("process_start_time_seconds", help: "Start of the process in seconds since 1970.") { start }
    }

    /// Adds `build_info`, whose labels tell what runs; its value is always 1.
    package func registerBuild(service: String, version: String) {
        gauge("build_info", ["service": service, "version": version], help: "What is running; the value is always 1.")
            .set(1)
    }

    private static func pages(field: Int) -> Double? {
        guard let fields = ProcFile.text("/proc/self/statm")?.split(separator: " "), fields.count > field,
            let pages = Double(fields[field])
        else { return nil }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func processorSeconds() -> Double? {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func mostDescriptors() -> Double? {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return limit.rlim_cur == rlim_t.max ? .infinity : Double(limit.rlim_cur)
    }

    /// Ticks after boot, from the 22nd field of `stat`; the second field is a name in brackets and may hold anything.
    private static func startSeconds() -> Double? {
        guard let stat = ProcFile.text("/proc/self/stat"), let bracket = stat.lastIndex(of: ")"),
            let boot = ProcFile.text("/proc/stat")?.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
            let bootSeconds = Double(boot.dropFirst("btime ".count))
        else { return nil }
        let fields = stat[bracket...].dropFirst().split(separator: " ")
        guard fields.count > 19, let ticks = Double(fields[19]) else { return nil }
        return bootSeconds + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
