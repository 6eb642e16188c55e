/// Whether a text can be the address of an attachment: absolute, http or https, and nothing that fools its reader.
enum WebAddress {
    static func complaint(_ text: String) -> String? {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        guard scheme == "https" || scheme == "http", text.dropFirst(scheme.count).hasPrefix("://") else {
            return "is no web address: it begins with https://, such as https://files.example.com/a.jpg"
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !unsafe.contains($0) }) else {
            return "has characters that a web address cannot have; percent-encode them, such as %E5%9B%BE.jpg"
        }
        let authority = text.dropFirst(scheme.count + 3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { return "carries a user name; leave it out" }
        guard isHost(authority) else { return "has no proper host, such as files.example.com" }
        return nil
    }

    private static let unsafe = Set("\"<>\\^`{|}".utf8)

    private static func isHost(_ authority: Substring) -> Bool {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return false }
            let address = authority[authority.index(after: authority.startIndex)..<end]
            let isAddress = address.contains(":") && address.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            return isAddress && isPort(authority[authority.index(after: end)...])
        }
        let host = authority.prefix { $0 != ":" }
        return HostName.isValid(host, dots: 0) && isPort(authority.dropFirst(host.count))
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.hasPrefix(":") && UInt16(text.dropFirst()).map { $0 > 0 } == true)
    }
}
