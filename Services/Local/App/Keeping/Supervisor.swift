/// Starts the processes in the order in which they need each other, and stops them in the reverse order.
actor Supervisor {
    private let stages: [[Keeper]]
    private let broker: String?
    private let prepareBroker: @Sendable () async -> Void
    private let afterBrokerReturned: @Sendable () async -> Void
    private let report: @Sendable (Happening) -> Void
    private let happenings: AsyncStream<Happening>
    private var following: Task<Void, Never>?

    /// Processes of a stage start together, once all of the stage before are ready.
    ///
    /// `broker` names the process that keeps nothing when it dies and returns under another address, if there is one;
    /// `prepareBroker` runs once the first stage is ready, and `afterBrokerReturned` when it is back and those that use it have found it.
    init(
        _ stages: [[ProcessPlan]],
        logFolder: String,
        broker: String? = nil,
        pause: Pause = .real,
        prepareBroker: @escaping @Sendable () async -> Void = {},
        afterBrokerReturned: @escaping @Sendable () async -> Void = {},
        report: @escaping @Sendable (Happening) -> Void
    ) {
        let (happenings, source) = AsyncStream.makeStream(of: Happening.self)
        let tell: @Sendable (Happening) -> Void = { happening in
            report(happening)
            source.yield(happening)
        }
        self.stages = stages.map { $0.map { Keeper($0, logFolder: logFolder, pause: pause, report: tell) } }
        self.happenings = happenings
        self.broker = broker
        self.prepareBroker = prepareBroker
        self.afterBrokerReturned = afterBrokerReturned
        self.report = report
    }

    /// Returns when everything is ready.
    func start() async throws(StartFailure) {
        following = Task { await followBroker() }
        for (index, stage) in stages.enumerated() {
            for keeper in stage { await keeper.start() }
            for keeper in stage { try await keeper.untilReady() }
            if index == 0 { await prepareBroker() }
        }
    }

    /// Returns when nothing runs any more.
    func stop(grace: Duration = .seconds(10)) async {
        following?.cancel()
        for stage in stages.reversed() {
            await withTaskGroup { group in
                for keeper in stage { group.addTask { await keeper.stop(grace: grace) } }
            }
        }
    }

    func keeper(_ name: String) -> Keeper? {
        stages.joined().first { $0.plan.name == name }
    }

    private func followBroker() async {
        guard let broker else { return }
        for await happening in happenings {
            guard case .ready(broker, let launch) = happening, launch > 1 else { continue }
            report(.brokerMoved)
            let followers = stages.joined().filter(\.plan.followsBroker)
            for keeper in followers { await keeper.renew() }
            for keeper in followers { try? await keeper.untilReady() }
            await afterBrokerReturned()
        }
    }
}
