import Processes

/// What becomes of the processes, for whoever shows it.
enum Happening: Sendable, Equatable, CustomStringConvertible {
    case started(String, launch: Int)
    case ready(String, launch: Int)
    case died(String, Ending, restarts: Int)
    case couldNotStart(String, reason: String)
    case stopped(String)
    /// A command that runs once and is not kept did not do what it was for.
    case failed(String, Ending, log: String)
    case brokerMoved

    var description: String {
        switch self {
        case .started(let name, _): "\(name) started"
        case .ready(let name, let launch): launch == 1 ? "\(name) is ready" : "\(name) is ready again"
        case .died(let name, let ending, let restarts): "\(name) died (\(ending)); restart \(restarts)"
        case .couldNotStart(let name, let reason): "\(name) could not be started: \(reason)"
        case .stopped(let name): "\(name) stopped"
        case .failed(let command, let ending, let log): "\(command) failed (\(ending)); see \(log)"
        case .brokerMoved: "the broker is back and empty: what consumers had not seen is published again"
        }
    }
}
