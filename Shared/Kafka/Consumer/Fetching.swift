/// When a broker answers a consumer that asks for records.
///
/// Every answer costs both sides the same, whatever is in it.
package enum Fetching: Sendable, Hashable {
    /// As soon as there is one.
    case prompt
    /// When there are many, or after 100 ms.
    case patient

    var options: [String: String] {
        switch self {
        case .prompt: ["fetch.wait.max.ms": "50"]
        case .patient: ["fetch.wait.max.ms": "100", "fetch.min.bytes": "262144"]
        }
    }
}
