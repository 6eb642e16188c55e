internal import CMicroHTTPD
import Glibc

/// The owner of one libmicrohttpd server, its settings and its listening socket.
///
/// `@unchecked Sendable` because the pointers never change and only the server's loop uses them, after it was made.
@safe final class MHDDaemon: @unchecked Sendable {
    private let daemon: OpaquePointer
    private let settings: UnsafeMutablePointer<shouwen_http_settings>
    private let context: Unmanaged<ServerCore>
    private let listener: Int32

    init(core: ServerCore, listener: Int32) throws(HTTPServerError) {
        let context = unsafe Unmanaged.passRetained(core)
        let settings = UnsafeMutablePointer<shouwen_http_settings>.allocate(capacity: 1)
        unsafe settings.initialize(to: MHDCallbacks.settings(limits: core.limits, listener: listener))
        unsafe settings.pointee.context = context.toOpaque()
        guard let daemon = unsafe shouwen_http_start(settings) else {
            let reason = unsafe String(cString: strerror(errno))
            unsafe settings.deallocate()
            unsafe context.release()
            throw .notStarted(reason)
        }
        self.listener = listener
        unsafe self.context = context
        unsafe self.settings = settings
        unsafe self.daemon = daemon
    }

    /// Has events when `run` has work.
    var descriptor: Int32 { unsafe shouwen_http_descriptor(daemon) }

    /// Does what can be done now; calls back for heads, bodies, ends and readers of streams.
    func run() {
        unsafe MHD_run(daemon)
    }

    /// When `run` has work by itself; `nil` when not before an event.
    var deadline: ContinuousClock.Instant? {
        var milliseconds: UInt64 = 0
        guard unsafe MHD_get_timeout(daemon, &milliseconds) == .YES else { return nil }
        return .now + .milliseconds(Int64(clamping: milliseconds))
    }

    /// Takes no more connections.
    func quiesce() {
        if unsafe MHD_quiesce_daemon(daemon) != -1 { close(listener) }
    }

    /// Closes every connection; none may be suspended that was not resumed.
    func stop() {
        unsafe MHD_stop_daemon(daemon)
        unsafe settings.deallocate()
        unsafe context.release()
    }
}
