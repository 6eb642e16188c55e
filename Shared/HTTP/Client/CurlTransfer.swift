internal import CCurl

/// The owner of one libcurl easy handle: a request with its limits, and the answer as far as it has come.
///
/// Lives on the client's thread alone.
@safe final class CurlTransfer {
    /// What all requests of a client share.
    struct Settings: Sendable {
        let policy: AddressPolicy
        let userAgent: String
    }

    let job: CurlJob
    let handle: UnsafeMutableRawPointer
    private let policy: AddressPolicy
    private let isEncrypted: Bool
    private var fields: UnsafeMutablePointer<curl_slist>?
    private var headers = HTTPHeaders()
    private var headerSize = 0
    private var sent = 0
    private var body: [UInt8] = []
    private var isTooLarge = false
    private var refused: String?

    init(_ job: CurlJob, _ settings: Settings) throws(HTTPClientError) {
        let request = job.request
        try Self.check(request)
        guard let handle = unsafe curl_easy_init() else { throw .connect }
        self.job = job
        unsafe self.handle = handle
        policy = settings.policy
        isEncrypted = request.url.lowercased().hasPrefix("https:")
        setLimits(request)
        setContent(request, userAgent: settings.userAgent)
        unsafe shouwen_curl_set_callbacks(
            handle,
            Unmanaged.passUnretained(self).toOpaque(),
            CurlCallbacks.header,
            CurlCallbacks.body,
            CurlCallbacks.openSocket
        )
    }

    /// Names the transfer in what libcurl reports.
    var id: Int { unsafe Int(bitPattern: handle) }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(fields)
    }

    private static func check(_ request: ClientRequest) throws(HTTPClientError) {
        if let name = request.headers.firstUnsendable { throw .invalidRequest("the header “\(name)” is malformed") }
        guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), request.url.contains("://") else {
            throw .invalidRequest("the URL is malformed: write https://host/path")
        }
    }

    private func setLimits(_ request: ClientRequest) {
        set(CURLOPT_PROTOCOLS_STR, policy.schemes.joined(separator: ","))
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROXY, "")  // takes no proxy from the environment: its address would be judged, not the target's
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_NOSIGNAL, 1)
        // Servers close what is idle, the hasty ones after five seconds; a request must not cross with that.
        set(CURLOPT_MAXAGE_CONN, 4)
        set(CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeout))
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
    }

    private func setContent(_ request: ClientRequest, userAgent: String) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_USERAGENT, userAgent)
        if request.method == .head { set(CURLOPT_NOBODY, 1) }
        if !request.body.isEmpty || [.post, .put, .patch].contains(request.method) {
            // A kept connection that breaks before an answer makes libcurl send the request once more, unless it would
            // have to go back in the body: whoever sends must know of every time that the other side may have acted.
            unsafe shouwen_curl_set_body(
                handle,
                Unmanaged.passUnretained(self).toOpaque(),
                CurlCallbacks.upload,
                curl_off_t(request.body.count)
            )
        }
        if ![.get, .head].contains(request.method) { set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        // Without a colon's value libcurl leaves out what it would write itself.
        var lines = ["Expect:"]
        if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        lines += request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        for line in lines { unsafe fields = curl_slist_append(fields, line) }
        unsafe shouwen_curl_set_list(handle, CURLOPT_HTTPHEADER, fields)
    }

    private func set(_ option: CURLoption, _ value: Int) {
        unsafe shouwen_curl_set_long(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        unsafe shouwen_curl_set_string(handle, option, value)
    }

    /// At least one, because libcurl reads 0 as “for ever”.
    private static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return max(1, Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

// MARK: From libcurl's callbacks

extension CurlTransfer {
    /// The next bytes of the request's body, as many as there is room for; none at its end.
    func give(into room: UnsafeMutableRawBufferPointer) -> Int {
        let rest = job.request.body[sent...].prefix(room.count)
        unsafe room.copyBytes(from: rest)
        sent += rest.count
        return rest.count
    }

    /// Takes one line of a head; an interim answer's is dropped when the next begins.
    func take(header line: [UInt8]) -> Bool {
        headerSize += line.count
        isTooLarge = isTooLarge || headerSize > Self.mostHeaderBytes
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            headers = HTTPHeaders()
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append(String(text[..<colon]), String(value.prefix { !$0.isNewline }))
        }
        return !isTooLarge
    }

    func take(body bytes: [UInt8]) -> Bool {
        isTooLarge = isTooLarge || body.count + bytes.count > job.request.maxResponse
        if !isTooLarge { body += bytes }
        return !isTooLarge
    }

    func permits(_ address: IPAddress, port: Int) -> Bool {
        let isPermitted = policy.permits(address, port: port, isEncrypted: isEncrypted)
        if !isPermitted { refused = "\(address) port \(port)" }
        return isPermitted
    }

    func answer(to code: CURLcode) -> CurlJob.Answer {
        let status = unsafe Int(shouwen_curl_status(handle))
        if isTooLarge { return .failure(.tooLarge(status: status, limit: job.request.maxResponse)) }
        if code == CURLE_OK { return .success(ClientResponse(status: status, headers: headers, body: body)) }
        if code == CURLE_COULDNT_CONNECT, let refused { return .failure(.refusedAddress(refused)) }
        return .failure(HTTPClientError(code))
    }

    private static let mostHeaderBytes = 64 * 1024
}
