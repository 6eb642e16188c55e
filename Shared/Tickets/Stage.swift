/// How far a ticket has come.
package enum TicketStage: String, Codable, CaseIterable, Sendable {
    /// 受理: it is with us, nobody has it yet. Next: `triaged`.
    case received
    /// 分诊: a department holds it and has not accepted it. Next: `processing`; a return keeps it here.
    case triaged
    /// 处理: a department accepted it and works on it. Next: `answered`, or `triaged` again when it is returned.
    case processing
    /// 反馈: the customer has the answer. Next: `followedUp`.
    case answered
    /// 回访: the customer was asked whether the answer helped. Next: `closed`.
    case followedUp = "followed_up"
    /// Nothing more is to be done. Nothing follows.
    case closed

    /// The column of the board that shows it.
    package var status: BoardStatus {
        switch self {
        case .received, .triaged: .waiting
        case .processing: .inProgress
        case .answered, .followedUp, .closed: .resolved
        }
    }
}

/// The three columns of the board.
package enum BoardStatus: String, Codable, CaseIterable, Sendable {
    /// 待处理
    case waiting
    /// 处理中
    case inProgress = "in_progress"
    /// 已解决
    case resolved
}
