internal import CCurl
import Glibc

/// What libcurl calls while a transfer runs, translated into calls on `CurlTransfer`; and its error codes.
enum CurlCallbacks {
    static let header: curl_write_callback = { start, size, count, context in
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: start, count: size * count))
        return unsafe transfer(context)?.take(header: bytes) == true ? bytes.count : 0
    }

    static let body: curl_write_callback = { start, size, count, context in
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: start, count: size * count))
        return unsafe transfer(context)?.take(body: bytes) == true ? bytes.count : 0
    }

    static let upload: curl_read_callback = { start, size, count, context in
        let room = unsafe UnsafeMutableRawBufferPointer(start: start, count: size * count)
        return unsafe transfer(context)?.give(into: room) ?? 0
    }

    /// Opens the socket for an address that was resolved, if the policy permits that address.
    static let openSocket: curl_opensocket_callback = { context, _, target in
        guard let target = unsafe target, let transfer = unsafe transfer(context) else { return CURL_SOCKET_BAD }
        let permitted = unsafe withUnsafePointer(to: &target.pointee.addr) { address in
            guard let numeric = unsafe IPAddress(address) else { return false }
            // The port is at the same place in both families.
            let port = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_port
            return transfer.permits(numeric, port: Int(UInt16(bigEndian: port)))
        }
        return unsafe permitted ? shouwen_curl_open(target) : CURL_SOCKET_BAD
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    }
}

extension HTTPClientError {
    init(_ code: CURLcode) {
        let reason = unsafe String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED: self = .invalidRequest(reason)
        case CURLE_UNSUPPORTED_PROTOCOL: self = .refusedProtocol
        case CURLE_COULDNT_RESOLVE_HOST: self = .resolve
        case CURLE_COULDNT_CONNECT: self = .connect
        case CURLE_SEND_FAIL_REWIND: self = .broken("it ended before the answer")
        case CURLE_OPERATION_TIMEDOUT: self = .timeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: self = .tls(reason)
        default: self = .broken(reason)
        }
    }
}
