/// What is wrong with a setting, in one line that names it and says what to write instead.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    static func missing(_ name: String, _ purpose: String) -> SettingsError {
        SettingsError("\(name) is not set: \(purpose)")
    }

    static func invalid(_ name: String, _ value: String?, expects: String) -> SettingsError {
        let shown = value.map { " is \"\($0.prefix(80))\"," } ?? " has a value that"
        return SettingsError("\(name)\(shown) does not fit: expected \(expects)")
    }

    static func malformed(line: Int) -> SettingsError {
        SettingsError("line \(line) of the settings file is not NAME=value")
    }

    static func unknown(_ name: String, in place: String, near names: Set<String>) -> SettingsError {
        let closest = names.min { ($0.distance(to: name), $0) < ($1.distance(to: name), $1) }
        let hint = closest.map { "; did you mean \($0)?" } ?? ""
        return SettingsError("\(name) in \(place) is no setting of this version\(hint)")
    }
}

extension String {
    /// How many letters to add, drop or change to make `other` of it (Levenshtein's distance).
    fileprivate func distance(to other: String) -> Int {
        let target = Array(other.utf8)
        var row = Array(0...target.count)
        for (index, byte) in utf8.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let substitution = diagonal + (target[column] == byte ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = Swift.min(substitution, row[column] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
