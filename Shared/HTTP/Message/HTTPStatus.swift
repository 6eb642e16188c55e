internal import CMicroHTTPD

/// The standard phrase of a status code, for status lines and the titles of problems.
enum HTTPStatus {
    static func reason(of status: Int) -> String {
        guard let code = UInt32(exactly: status), let phrase = unsafe MHD_get_reason_phrase_for(code) else {
            return "Unknown"
        }
        return unsafe String(cString: phrase)
    }
}
