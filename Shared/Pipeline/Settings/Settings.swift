/// What the operator set, from the environment and, below it, one file; every name and value is checked at start.
package struct Settings: Sendable {
    private let values: [String: String]

    /// Takes what is set, and refuses names nobody knows.
    ///
    /// - Parameters:
    ///   - environment: names outside `SHOUWEN_` belong to others and are passed by.
    ///   - file: the text of the file that `SHOUWEN_SETTINGS_FILE` names: `NAME=value` lines, `#` comments.
    ///   - known: every setting there is.
    /// - Throws: when a name is unknown or a line cannot be read.
    package init(
        environment: [String: String],
        file: String? = nil,
        known: [SettingDescription] = Setting<String>.catalogue
    ) throws(SettingsError) {
        let names = Set(known.map(\.name))
        var values = try Self.entries(of: file ?? "", names)
        for (name, value) in environment where names.contains(name) || name.hasPrefix("SHOUWEN_") {
            guard names.contains(name) else { throw .unknown(name, in: "the environment", near: names) }
            values[name] = value
        }
        self.values = values
    }

    private static func entries(of file: String, _ names: Set<String>) throws(SettingsError) -> [String: String] {
        var values: [String: String] = [:]
        for (index, line) in file.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingBlanks
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard let equals = line.firstIndex(of: "=") else { throw .malformed(line: index + 1) }
            let name = line[..<equals].trimmingBlanks
            guard names.contains(name) else { throw .unknown(name, in: "the settings file", near: names) }
            values[name] = line[line.index(after: equals)...].trimmingBlanks
        }
        return values
    }

    /// The value of `setting`, or its standard.
    package func callAsFunction<Value>(_ setting: Setting<Value>) throws(SettingsError) -> Value {
        guard let value = try optional(setting) else { throw .missing(setting.name, setting.purpose) }
        return value
    }

    /// The value of `setting`, its standard, or nil when it has neither.
    package func optional<Value>(_ setting: Setting<Value>) throws(SettingsError) -> Value? {
        guard let text = values[setting.name] ?? setting.standard else { return nil }
        guard let value = setting.parse(text) else {
            throw .invalid(setting.name, setting.isSecret ? nil : text, expects: setting.expects)
        }
        return value
    }
}

extension StringProtocol {
    var trimmingBlanks: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
