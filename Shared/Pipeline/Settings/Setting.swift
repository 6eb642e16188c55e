/// One thing an operator can set: its name, what it is for, and how its text is understood.
package struct Setting<Value: Sendable>: Sendable {
    package let name: String
    /// What it is for, in one sentence, for `--help` and for the error that asks for it.
    package let purpose: String
    /// What stands for it when it is not set, as text; nil when it must be set.
    package let standard: String?
    /// Whether its value must never be printed.
    package let isSecret: Bool
    let expects: String
    let parse: @Sendable (String) -> Value?

    package init(
        _ name: String,
        _ purpose: String,
        standard: String? = nil,
        isSecret: Bool = false,
        expects: String,
        parse: @escaping @Sendable (String) -> Value?
    ) {
        (self.name, self.purpose, self.standard, self.isSecret) = (name, purpose, standard, isSecret)
        (self.expects, self.parse) = (expects, parse)
    }
}

/// A setting without its type, for lists of settings.
package struct SettingDescription: Sendable {
    package let name: String
    package let purpose: String
    package let standard: String?
    package let isSecret: Bool

    init<Value>(_ setting: Setting<Value>) {
        (name, purpose) = (setting.name, setting.purpose)
        (standard, isSecret) = (setting.standard, setting.isSecret)
    }
}

extension Setting where Value == String {
    static func text(_ name: String, _ purpose: String, standard: String? = nil, isSecret: Bool = false) -> Self {
        Setting(name, purpose, standard: standard, isSecret: isSecret, expects: "a text") { $0.isEmpty ? nil : $0 }
    }

    static func choice(_ name: String, _ purpose: String, standard: String, of choices: [String]) -> Self {
        Setting(name, purpose, standard: standard, expects: "one of \(choices.joined(separator: ", "))") {
            choices.contains($0) ? $0 : nil
        }
    }

    static func address(_ name: String, _ purpose: String, standard: String) -> Self {
        Setting(name, purpose, standard: standard, expects: "host:port, such as 127.0.0.1:8080 or [::]:8080") {
            guard let colon = $0.lastIndex(of: ":"), colon != $0.startIndex,
                UInt16($0[$0.index(after: colon)...]) != nil
            else { return nil }
            return $0
        }
    }
}

extension Setting where Value == String {
    /// Servers, each with or without its port, by comma; an IPv6 address stands in brackets.
    static func servers(_ name: String, _ purpose: String) -> Self {
        Setting(name, purpose, expects: "host:port,host:port, such as kafka-1:9092,kafka-2:9092") { text in
            let servers = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmingBlanks }
            return servers.allSatisfy(isServer) ? text : nil
        }
    }

    fileprivate static func isServer(_ text: String) -> Bool {
        let bracket = text.lastIndex(of: "]")
        let host = bracket.map { text[...$0] } ?? text.prefix { $0 != ":" }
        let port = text[host.endIndex...]
        return !host.isEmpty && host.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
            && (port.isEmpty || (port.hasPrefix(":") && UInt16(port.dropFirst()).map { $0 > 0 } == true))
    }
}

extension Setting where Value == [String: String] {
    /// `name=host:port` by comma.
    static func places(_ name: String, _ purpose: String) -> Self {
        Setting(name, purpose, expects: "name=host:port,name=host:port, such as relay=relay:9090") {
            var places: [String: String] = [:]
            for entry in $0.split(separator: ",", omittingEmptySubsequences: false) {
                let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
                guard parts.count == 2 else { return nil }
                let (place, address) = (String(parts[0]).trimmingBlanks, String(parts[1]).trimmingBlanks)
                guard !place.isEmpty, address.contains(":"), Setting<String>.isServer(address), places[place] == nil
                else { return nil }
                places[place] = address
            }
            return places
        }
    }
}

extension Setting where Value == Int {
    static func whole(_ name: String, _ purpose: String, standard: Int, in range: ClosedRange<Int>) -> Self {
        Setting(
            name,
            purpose,
            standard: String(standard),
            expects: "a whole number from \(range.lowerBound) to \(range.upperBound)"
        ) {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Setting where Value == Double {
    static func fraction(_ name: String, _ purpose: String, standard: Double) -> Self {
        Setting(name, purpose, standard: String(standard), expects: "a number from 0 to 1") {
            Double($0).flatMap { (0...1).contains($0) ? $0 : nil }
        }
    }
}

extension Setting where Value == Bool {
    static func flag(_ name: String, _ purpose: String, standard: Bool) -> Self {
        Setting(name, purpose, standard: standard ? "true" : "false", expects: "true or false") {
            ["true": true, "false": false][$0]
        }
    }
}

extension Setting where Value == Duration {
    /// A length of time: a whole number with `ms`, `s`, `m` or `h`.
    static func time(_ name: String, _ purpose: String, standard: String) -> Self {
        Setting(name, purpose, standard: standard, expects: "a time such as 250ms, 30s, 10m or 1h") { text in
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int(digits), digits.count <= 9 else { return nil }
            return switch text.dropFirst(digits.count) {
            case "ms": .milliseconds(count)
            case "s": .seconds(count)
            case "m": .seconds(count * 60)
            case "h": .seconds(count * 3600)
            default: nil
            }
        }
    }
}
