/// One thing that was looked at: whether it is well, what was found, and what to do if it is not.
struct Finding: Hashable, Sendable, Encodable {
    let isWell: Bool
    /// What was looked at, in a word or two.
    let what: String
    let finding: String
    var remedy: String?
    /// The alert whose page in deploy/runbooks says more.
    var runbook: String?

    static func well(_ what: String, _ finding: String) -> Finding {
        Finding(isWell: true, what: what, finding: finding)
    }

    static func ill(_ what: String, _ finding: String, do remedy: String, see runbook: String? = nil) -> Finding {
        Finding(isWell: false, what: what, finding: finding, remedy: remedy, runbook: runbook)
    }

    enum CodingKeys: String, CodingKey {
        case isWell = "well"
        case what, finding, remedy, runbook
    }
}
