/// Shows the system at work: hands the samples in, follows them through the stages, and tells where they went.
struct Demo: Sendable {
    static let patience: Duration = .seconds(60)

    let intake: Loopback
    let desk: Loopback
    let samples: String
    let tokens: String
    let terminal: Terminal
    var inChinese = Surroundings.readsChinese
    var pause = Pause.real

    /// Runs until every sample is routed or patience ends; a failure is told and is no reason to stop the system.
    func run() async {
        do {
            let list = try Sample.list(Files.bytes(samples))
            let tokens = Door.tokens(Files.text(tokens) ?? "")
            let board = DemoBoard(Journeys(expected: list.count), terminal)
            terminal.line("\nHanding in \(list.count) sample tickets:")
            async let problem = handIn(list, at: Door(intake: intake, tokens: tokens), board)
            try await follow(board)
            let refusal = await problem
            try Task.checkCancellation()
            if let refusal { terminal.line("  ✗ \(refusal)") }
            await conclude(board)
        } catch {
            terminal.show([])
            if !Task.isCancelled { terminal.line("  ✗ The samples could not be followed: \(error)") }
        }
    }

    /// Hands the samples in with the same keys on every run, so that a second run adds nothing.
    private func handIn(_ samples: [Sample], at door: Door, _ board: DemoBoard) async -> DemoError? {
        for (index, sample) in samples.enumerated() where !Task.isCancelled {
            do {
                let receipt = try await door.handIn(sample, key: "sample-\(index + 1)")
                await board.add(receipt, text: sample.text)
            } catch {
                await board.giveUp()
                return error
            }
        }
        return nil
    }

    private func follow(_ board: DemoBoard) async throws {
        var feed = Feed(desk: desk)
        let begin = ContinuousClock.now
        while !(await board.isDone), ContinuousClock.now - begin < Self.patience, !Task.isCancelled {
            let events = try await feed.next()
            await board.apply(events)
            if events.isEmpty { await pause(.milliseconds(50)) }
        }
    }

    private func conclude(_ board: DemoBoard) async {
        let journeys = await board.journeys
        terminal.show([])
        for line in Bars.lines(journeys) { terminal.line(line) }
        guard !journeys.all.isEmpty else { return }
        if await board.wasThere { terminal.line("  They were already there from an earlier run; nothing was added.") }
        terminal.line("")
        for line in JourneyTable.lines(journeys.all, width: terminal.width, inChinese: inChinese) {
            terminal.line(line)
        }
        if let times = JourneyTable.times(journeys.all) { terminal.line("\n\(times)") }
    }
}
