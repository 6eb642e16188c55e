internal import CMicroHTTPD
import Glibc

/// The C library's handle of one connection, valid from its start notice to its close notice.
///
/// `@unchecked Sendable` because the pointer is only handed to functions which libmicrohttpd allows from any thread
/// (`resume`), or which are called from the server's thread (all others).
@safe struct MHDConnection: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let loop: ServerLoop

    init(_ pointer: OpaquePointer, on loop: ServerLoop) {
        unsafe self.pointer = pointer
        self.loop = loop
    }

    var descriptor: Int32 { unsafe shouwen_connection_descriptor(pointer) }

    var headerSize: Int { unsafe shouwen_connection_header_size(pointer) }

    /// The numeric address of the client, an IPv4 one always in its short form.
    var peer: String {
        guard let address = unsafe shouwen_connection_address(pointer) else { return "" }
        return unsafe IPAddress(address)?.unmapped.description ?? ""
    }

    /// The fields of the request's head.
    var headers: HTTPHeaders {
        var headers = HTTPHeaders()
        unsafe withUnsafeMutablePointer(to: &headers) { collected in
            _ = unsafe MHD_get_connection_values_n(
                pointer,
                .HEADER_KIND,
                { context, _, name, nameSize, value, valueSize in
                    let headers = unsafe context?.assumingMemoryBound(to: HTTPHeaders.self)
                    unsafe headers?.pointee.append(text(name, nameSize), text(value, valueSize))
                    return .YES
                },
                collected
            )
        }
        return headers
    }

    func suspend() {
        unsafe MHD_suspend_connection(pointer)
    }

    func resume() {
        unsafe MHD_resume_connection(pointer)
        loop.wake()
    }

    /// Hands an answer to the library, which copies its bytes and sends it; the stream of events is kept until its end.
    func queue(_ response: Response, closing: Bool) -> Bool {
        guard let made = unsafe make(response) else { return false }
        defer { unsafe MHD_destroy_response(made) }
        for field in response.headers.fields where !Self.ours.contains(where: { HTTPHeaders.same($0, field.name) }) {
            // The library refuses empty values; a field without one says as much when it is left out.
            guard !field.value.isEmpty else { continue }
            guard unsafe MHD_add_response_header(made, field.name, field.value) == .YES else { return false }
        }
        if closing { unsafe MHD_add_response_header(made, "Connection", "close") }
        return unsafe MHD_queue_response(pointer, UInt32(clamping: response.status), made) == .YES
    }

    private func make(_ response: Response) -> OpaquePointer? {
        switch response.body {
        case .bytes(var bytes):
            return unsafe bytes.withUnsafeMutableBytes {
                unsafe MHD_create_response_from_buffer($0.count, $0.baseAddress, .RESPMEM_MUST_COPY)
            }
        case .events(let stream):
            let kept = unsafe Unmanaged.passRetained(stream)
            let made = unsafe MHD_create_response_from_callback(
                .max,  // MHD_SIZE_UNKNOWN
                4096,
                { context, _, buffer, size in
                    guard let context = unsafe context, let buffer = unsafe buffer else { return -2 }
                    let stream = unsafe Unmanaged<EventStream>.fromOpaque(context).takeUnretainedValue()
                    return unsafe stream.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
                },
                kept.toOpaque(),
                { context in
                    guard let context = unsafe context else { return }
                    unsafe Unmanaged<EventStream>.fromOpaque(context).takeRetainedValue().detach()
                }
            )
            if unsafe made == nil { unsafe kept.release() }
            return unsafe made
        }
    }

    /// What the library writes itself.
    private static let ours = ["Content-Length", "Transfer-Encoding", "Connection", "Date"]
}

private func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
    guard let start = unsafe start else { return "" }
    return unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
}
