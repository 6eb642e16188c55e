import FoundationEssentials
package import Kafka
package import Postgres

extension Settings {
    /// The settings of this process: its environment, and the file that one of its variables names.
    package static func fromProcess() throws(SettingsError) -> Settings {
        let environment = ProcessInfo.processInfo.environment
        guard let path = environment["SHOUWEN_SETTINGS_FILE"] else { return try Settings(environment: environment) }
        return try Settings(environment: environment, file: text(of: path, for: "SHOUWEN_SETTINGS_FILE"))
    }

    /// The text of a file that a setting names.
    package static func text(of path: String, for setting: String) throws(SettingsError) -> String {
        guard let data = try? Data(contentsOf: URL(filePath: path)), let text = String(bytes: data, encoding: .utf8)
        else {
            throw SettingsError("\(setting) names \(path), which cannot be read as text")
        }
        return text
    }
}
