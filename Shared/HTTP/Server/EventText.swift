/// The text form of server-sent events; line breaks inside a field would begin another field and are taken out.
enum EventText {
    static func event(id: String?, name: String?, data: String) -> [UInt8] {
        var text = ""
        if let id { text += "id: \(oneLine(id))\n" }
        if let name { text += "event: \(oneLine(name))\n" }
        for line in lines(data) { text += "data: \(line)\n" }
        return Array((text + "\n").utf8)
    }

    static func comment(_ text: String) -> [UInt8] {
        Array(": \(oneLine(text))\n\n".utf8)
    }

    static func retry(milliseconds: Int64) -> [UInt8] {
        Array("retry: \(milliseconds)\n\n".utf8)
    }

    private static func oneLine(_ text: String) -> String {
        lines(text).joined(separator: " ")
    }

    private static func lines(_ text: String) -> [Substring] {
        // "\r\n" is one Character.
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    }
}
