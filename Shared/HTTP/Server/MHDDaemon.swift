internal import CMicroHTTPD
import Glibc

/// The owner of one libmicrohttpd server: its thread, its settings and its listening socket.
///
/// `@unchecked Sendable` because the pointers never change and the library allows its daemon functions on any thread;
/// the sentry alone calls `quiesce` and then `stop`, once.
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

    /// Takes no more connections.
    ///
    /// The descriptor is closed in `stop`: the library's thread may still look at it.
    func quiesce() {
        _ = unsafe MHD_quiesce_daemon(daemon)
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Closes every connection and ends the thread; none may be suspended.
    func stop() {
        unsafe MHD_stop_daemon(daemon)
        close(listener)
        unsafe settings.deallocate()
        unsafe context.release()
    }
}
