/// Posts messages over some connections, as fast as they are answered or at a fixed rate, and times every answer.
struct Load: Sendable {
    /// How messages follow each other.
    enum Pace: Sendable {
        /// Each connection sends the next one as soon as it has its answer.
        case closed
        /// So many a second, whatever becomes of them; each is timed from the moment when it should have been sent, so that
        /// a server that stands still is charged with all who would have come meanwhile (coordinated omission).
        case open(perSecond: Double)
    }

    let port: Int
    let connections: Int
    let pace: Pace
    let time: Duration

    /// What came of it.
    struct Result: Sendable {
        var latency = Histogram()
        var accepted = 0
        /// Other answers, by their status.
        var refused: [Int: Int] = [:]
        var took = Duration.zero

        var perSecond: Double { Double(accepted) / took.seconds }
    }

    /// Runs on the calling thread: sends the messages from the `first` on, as long as more are `allowed`, and tells of every
    /// accepted one with the answer and the moment when it should have been sent.
    func run(
        _ messages: Messages,
        from first: Int = 0,
        allowed: () -> Bool = { true },
        accepted: (_ body: ArraySlice<UInt8>, _ since: ContinuousClock.Instant) -> Void = { _, _ in }
    ) throws(LoadFailure) -> Result {
        var run = try LoadRun(self, messages, first)
        defer { run.end() }
        return try run.go(allowed: allowed, accepted: accepted)
    }
}

/// One run of load, in the middle of it.
private struct LoadRun {
    private let load: Load
    private let messages: Messages
    private var poller = Poller()
    private var clients: [Int32: Client] = [:]
    private var idle: [Int32] = []
    private var next: Int
    /// Requests whose time has come and that have found no free connection.
    private var due: [ContinuousClock.Instant] = []
    private var sent = 0
    private var result = Load.Result()
    private let start = ContinuousClock.now

    init(_ load: Load, _ messages: Messages, _ first: Int) throws(LoadFailure) {
        (self.load, self.messages, next) = (load, messages, first)
        for _ in 0..<load.connections {
            let client = try Client(port: load.port)
            poller.watch(client.descriptor)
            clients[client.descriptor] = client
            idle.append(client.descriptor)
        }
    }

    mutating func go(
        allowed: () -> Bool,
        accepted: (ArraySlice<UInt8>, ContinuousClock.Instant) -> Void
    ) throws(LoadFailure) -> Load.Result {
        let end = start + load.time
        var pause = try fill(before: end, allowed)
        while idle.count < load.connections || .now < end {
            for descriptor in poller.wait(atMost: pause) { try receive(from: descriptor, accepted) }
            pause = try fill(before: end, allowed)
        }
        result.took = .now - start
        return result
    }

    /// Sends what may be sent now.
    ///
    /// - Returns: how long there is nothing to be sent, if no answer comes.
    private mutating func fill(
        before end: ContinuousClock.Instant,
        _ allowed: () -> Bool
    ) throws(LoadFailure) -> Duration {
        switch load.pace {
        case .closed:
            while let descriptor = idle.last, .now < end {
                guard allowed() else { return .milliseconds(1) }
                idle.removeLast()
                try send(over: descriptor, since: .now)
            }
            return .seconds(1)
        case .open(let rate):
            let gap = Duration.seconds(1) / rate
            while true {
                let moment = start + gap * sent
                guard moment < end, moment <= .now else { break }
                due.append(moment)
                sent += 1
            }
            // The one that has rested longest: a server closes what nobody uses for a minute.
            while let descriptor = idle.first, !due.isEmpty {
                idle.removeFirst()
                try send(over: descriptor, since: due.removeFirst())
            }
            let moment = start + gap * sent
            return moment < end ? moment - .now : .seconds(1)
        }
    }

    private mutating func send(over descriptor: Int32, since: ContinuousClock.Instant) throws(LoadFailure) {
        clients[descriptor]?.since = since
        try clients[descriptor]?.send(messages.request(next))
        next += 1
    }

    private mutating func receive(
        from descriptor: Int32,
        _ accepted: (ArraySlice<UInt8>, ContinuousClock.Instant) -> Void
    ) throws(LoadFailure) {
        guard let answer = try clients[descriptor]?.receive(), let since = clients[descriptor]?.since else { return }
        result.latency.record(.now - since)
        clients[descriptor]?.since = nil
        idle.append(descriptor)
        if answer.status == 201 {
            result.accepted += 1
            accepted(answer.body, since)
        } else {
            result.refused[answer.status, default: 0] += 1
        }
    }

    func end() {
        for client in clients.values { client.end() }
    }
}
