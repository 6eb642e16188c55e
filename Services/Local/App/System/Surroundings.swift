import FoundationEssentials

/// The environment this program was started with.
enum Surroundings {
    static func environment() -> [String: String] {
        ProcessInfo.processInfo.environment
    }

    /// Whether people here read Chinese, as their locale says.
    static var readsChinese: Bool {
        let environment = environment()
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
        return locale.hasPrefix("zh")
    }
}
