/// How much a log line matters, from noise to alarm.
package enum LogLevel: String, CaseIterable, Sendable, Comparable {
    case debug
    case info
    case warning
    case error

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }

    package static func < (one: LogLevel, other: LogLevel) -> Bool {
        one.rank < other.rank
    }
}
