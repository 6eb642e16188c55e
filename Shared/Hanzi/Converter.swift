internal import COpenCC

/// Owns one loaded OpenCC configuration.
///
/// `@unchecked Sendable` because OpenCC allows any number of threads to convert with one handle: its header names
/// `opencc_error` as the only function that is not safe, and that one is called nowhere but here in `init`.
@safe final class Converter: @unchecked Sendable {
    private let handle: opencc_t

    init(configuration: String) throws(HanziError) {
        let handle = unsafe opencc_open(configuration)
        // The library's own mark of failure is the address -1.
        guard let handle = unsafe handle, Int(bitPattern: handle) != -1 else {
            throw HanziError.dictionaryMissing(configuration: configuration, reason: Self.lastError())
        }
        unsafe self.handle = unsafe handle
    }

    func convert(_ text: String) throws(HanziError) -> String {
        var text = text
        let converted = text.withUTF8 { bytes -> String? in
            guard let start = bytes.baseAddress else { return "" }
            return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                guard let result = unsafe opencc_convert_utf8(handle, start, bytes.count) else { return nil }
                defer { unsafe opencc_convert_utf8_free(result) }
                return unsafe String(cString: result)
            }
        }
        guard let converted else { throw HanziError.refused(bytes: text.utf8.count) }
        return converted
    }

    private static func lastError() -> String {
        guard let message = unsafe opencc_error() else { return "no reason given" }
        return unsafe String(cString: message)
    }

    deinit {
        unsafe _ = opencc_close(handle)
    }
}
