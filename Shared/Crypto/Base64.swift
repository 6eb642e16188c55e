internal import CSodium

/// Base64 with padding (RFC 4648, section 4); decoding is strict.
package enum Base64 {
    package static func encode(_ bytes: [UInt8]) -> String {
        Base64Form.standard.encode(bytes)
    }

    package static func decode(_ text: String) -> [UInt8]? {
        Base64Form.standard.decode(text)
    }
}

/// Base64 for addresses and tokens, without padding (RFC 4648, section 5); decoding is strict.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        Base64Form.address.encode(bytes)
    }

    package static func decode(_ text: String) -> [UInt8]? {
        Base64Form.address.decode(text)
    }
}

/// The two alphabets of base64, as libsodium numbers them.
enum Base64Form: Int32 {
    case standard = 1  // sodium_base64_VARIANT_ORIGINAL
    case address = 7  // sodium_base64_VARIANT_URLSAFE_NO_PADDING

    func encode(_ bytes: [UInt8]) -> String {
        let size = sodium_base64_encoded_len(bytes.count, rawValue)
        var text = [CChar](repeating: 0, count: size)
        _ = unsafe sodium_bin2base64(&text, size, bytes, bytes.count, rawValue)
        return String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func decode(_ text: String) -> [UInt8]? {
        let source = text.utf8.map(CChar.init(bitPattern:))
        var bytes = [UInt8](repeating: 0, count: source.count)
        var count = 0
        var end: UnsafePointer<CChar>?
        let isDecoded = unsafe source.withUnsafeBufferPointer { source in
            unsafe sodium_base642bin(
                &bytes,
                bytes.count,
                source.baseAddress,
                source.count,
                nil,
                &count,
                &end,
                rawValue
            ) == 0 && end == source.baseAddress.map { unsafe $0 + source.count }
        }
        return isDecoded ? Array(bytes.prefix(count)) : nil
    }
}
