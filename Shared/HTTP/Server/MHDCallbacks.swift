internal import CMicroHTTPD

/// What libmicrohttpd calls, translated into calls on `ServerCore` and `ServerConnection`.
///
/// A connection's `socket_context` holds its `ServerConnection`, retained from the start notice to the close notice.
enum MHDCallbacks {
    static func settings(limits: HTTPLimits, listener: Int32) -> shouwen_http_settings {
        var settings = unsafe shouwen_http_settings()
        unsafe settings.listener = listener
        // A head a little over the limit is still read, so that the answer can be a problem document; the library
        // reads into one half, and keeps its records of the fields in the other.
        unsafe settings.memory = 2 * limits.header + 16 * 1024
        unsafe settings.connections = UInt32(clamping: limits.connections)
        unsafe settings.connections_per_address = UInt32(clamping: limits.connectionsPerAddress)
        unsafe settings.idle_seconds = UInt32(clamping: max(1, limits.idle.components.seconds))
        unsafe settings.connection = connectionNotice
        unsafe settings.target = targetNotice
        unsafe settings.access = access
        unsafe settings.completed = completedNotice
        unsafe settings.log = logLine
        return unsafe settings
    }

    private static let connectionNotice: MHD_NotifyConnectionCallback = { core, pointer, slot, code in
        guard let slot = unsafe slot else { return }
        guard let core: ServerCore = unsafe object(core) else { return }
        if code == .CONNECTION_NOTIFY_STARTED, let pointer = unsafe pointer {
            let connection = unsafe core.open(MHDConnection(pointer, on: core.loop))
            unsafe slot.pointee = Unmanaged.passRetained(connection).toOpaque()
        } else if let context = unsafe slot.pointee {
            unsafe core.close(Unmanaged<ServerConnection>.fromOpaque(context).takeRetainedValue())
            unsafe slot.pointee = nil
        }
    }

    private static let targetNotice:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer? = {
            _,
            target,
            pointer in
            guard let pointer = unsafe pointer, let target = unsafe target else { return nil }
            let context = unsafe shouwen_connection_context(pointer)
            let connection: ServerConnection? = unsafe object(context)
            unsafe connection?.begin(target: Array(String(cString: target).utf8))
            return unsafe context
        }

    private static let access: MHD_AccessHandlerCallback = { _, _, _, method, version, part, size, slot in
        guard let size = unsafe size, let connection: ServerConnection = unsafe object(slot?.pointee),
            let method = unsafe method, let version = unsafe version
        else { return .NO }
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: part, count: size.pointee))
        unsafe size.pointee = 0
        let step = unsafe connection.access(
            method: String(cString: method),
            version: String(cString: version),
            part: bytes
        )
        return step == .proceed ? .YES : .NO
    }

    private static let completedNotice: MHD_RequestCompletedCallback = { _, _, slot, _ in
        let connection: ServerConnection? = unsafe object(slot?.pointee)
        connection?.completed()
    }

    private static let logLine: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void = {
        core,
        line in
        guard let core: ServerCore = unsafe object(core), let line = unsafe line else { return }
        unsafe core.hooks.log(String(cString: line))
    }

    private static func object<Object: AnyObject>(_ context: UnsafeMutableRawPointer?) -> Object? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<Object>.fromOpaque(context).takeUnretainedValue()
    }
}
