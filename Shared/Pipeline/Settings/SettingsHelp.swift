/// What `--help` prints: the settings of every service, with what they are for and what stands when they are not set.
package enum SettingsHelp {
    package static func text(_ name: String, _ purpose: String) -> String {
        """
        \(name): \(purpose)

        Usage: \(name) [--help | --version]

        Everything else is set by environment variables, or by the file that SHOUWEN_SETTINGS_FILE names:

        \(list)
        """
    }

    package static var list: String {
        Setting<String>.catalogue.map { setting in
            let standard = setting.standard.map { " [\($0)]" } ?? ""
            return "  \(setting.name)\(standard)\n      \(setting.purpose)"
        }.joined(separator: "\n")
    }
}
