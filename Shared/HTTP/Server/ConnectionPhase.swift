extension ServerConnection {
    /// Where the request is; → names what may follow.
    enum Phase {
        /// → head, closed
        case idle
        /// The first line is there. → collecting, refused
        case head(target: [UInt8])
        /// → running, refused, sending
        case collecting(Exchange)
        /// Answered on the socket itself; what still comes is thrown away. → closed
        case refused
        /// Suspended while a task answers. → answered, abandoned
        case running(Exchange)
        /// → sending
        case answered(Exchange, Response)
        /// → idle, closed
        case sending(EventStream?)
        /// The server stopped waiting for the task. → closed
        case abandoned
        case closed
    }

    struct State {
        var phase = Phase.idle
        var started = ContinuousClock.now
        var deadline: ContinuousClock.Instant?
    }
}
