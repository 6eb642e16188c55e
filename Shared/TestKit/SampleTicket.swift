import Pipeline
package import Tickets

/// One ticket of a sample, told in a line: what came, how long ago, and what has been done about it.
package struct SampleTicket: Sendable {
    /// An event of the ticket's journal to be.
    struct Step {
        let at: Instant
        let source: String
        let fact: TicketFact
    }

    let minutes: Int
    let subject: String
    private let channel: Channel
    private let category: Category?
    private let priority: Priority
    private var language = "zh-Hans"
    private var sentiment = Sentiment.neutral
    private var department: DepartmentCode?
    private var assignee: PersonCode?
    private var owner = Owner.queue(.frontline)
    private var breaches: [ClockKind] = []
    private var wasReturned = false
    private var acceptedAgo: Int?
    private var answeredAgo: Int?
    private var resolvedAgo: Int?

    /// A ticket that came so many minutes ago; one without a category has not been looked at yet.
    package init(_ channel: Channel, _ category: Category?, _ priority: Priority, _ subject: String, _ minutes: Int) {
        (self.channel, self.category, self.priority) = (channel, category, priority)
        (self.subject, self.minutes) = (subject, minutes)
    }

    package func `in`(_ language: String) -> SampleTicket { changed { $0.language = language } }
    package func feeling(_ sentiment: Sentiment) -> SampleTicket { changed { $0.sentiment = sentiment } }
    /// Minutes ago, as in the other steps.
    package func accepted(_ ago: Int) -> SampleTicket { changed { $0.acceptedAgo = ago } }
    package func answered(_ ago: Int) -> SampleTicket { changed { $0.answeredAgo = ago } }
    package func resolved(_ ago: Int) -> SampleTicket { changed { $0.resolvedAgo = ago } }
    package func breached(_ clock: ClockKind) -> SampleTicket { changed { $0.breaches.append(clock) } }
    /// Another department had it first and gave it back.
    package func returned() -> SampleTicket { changed { $0.wasReturned = true } }
    package func with(_ department: String, _ assignee: String?, owner: String) -> SampleTicket {
        changed {
            $0.department = DepartmentCode(rawValue: department)
            $0.assignee = assignee.map(PersonCode.init(rawValue:))
            $0.owner = .person(PersonCode(rawValue: owner))
        }
    }

    private func changed(_ change: (inout SampleTicket) -> Void) -> SampleTicket {
        var copy = self
        change(&copy)
        return copy
    }

    /// Its events in order, each when it would have happened.
    func steps(_ sequence: Int64, now: Instant) throws -> [Step] {
        let birth = now - .seconds(60 * minutes)
        var steps = [Step(at: birth, source: "intake", fact: .received(received(sequence, at: birth)))]
        guard let category, let department else { return steps }
        let by = Actor(department: department, name: assignee?.rawValue ?? "bot")
        func add(_ source: String, at ago: Int? = nil, _ fact: TicketFact) {
            let at = ago.map { now - .seconds(60 * $0) } ?? birth + .milliseconds(20 * steps.count)
            steps.append(Step(at: at, source: source, fact: fact))
        }
        add("sla-monitor", promised(.firstResponse, from: birth, within: responseMinutes))
        add("classifier", classified(category, department))
        let handedOn = wasReturned ? minutes * 9 / 10 : nil
        if wasReturned {
            let reason = Returned(by: by, reason: .wrongDepartment, text: "请转派", suggestion: department)
            add("router", routed(.frontline, nil, 1))
            add("router", at: handedOn, .returned(reason))
        }
        add("router", at: handedOn, routed(department, assignee, wasReturned ? 2 : 1))
        add("sla-monitor", at: handedOn, promised(.acceptance, from: birth, within: 60))
        return steps + work(by, now: now)
    }

    private func work(_ by: Actor, now: Instant) -> [Step] {
        var steps: [Step] = []
        func add(_ source: String, _ ago: Int, _ fact: TicketFact) {
            steps.append(Step(at: now - .seconds(60 * ago), source: source, fact: fact))
        }
        if let acceptedAgo { add("router", acceptedAgo, .accepted(Accepted(by: by))) }
        for clock in breaches {
            let mark = ClockMark(clock: clock, generation: 1, dueAt: now - .seconds(60 * (acceptedAgo ?? 1)))
            add("sla-monitor", acceptedAgo ?? 1, .breached(mark))
        }
        if let answeredAgo {
            add("router", answeredAgo, .progressed(Progressed(by: by, text: "正在处理", isPublic: true)))
        }
        if let resolvedAgo { add("router", resolvedAgo, .resolved(Resolved(by: by, answer: "已解决"))) }
        return steps
    }

    private func received(_ sequence: Int64, at birth: Instant) -> Received {
        Received(
            number: TicketNumber(date: CivilDate(birth, secondsEast: 8 * 3600), sequence: sequence),
            channel: channel,
            source: "demo-\(channel.rawValue)",
            contact: Contact(name: "王小明", phone: "13900000000"),
            subject: subject,
            text: subject,
            language: language
        )
    }

    private func classified(_ category: Category, _ department: DepartmentCode) -> TicketFact {
        .classified(
            Classified(
                category: category,
                department: department,
                tier: .complex,
                priority: priority,
                sentiment: sentiment,
                language: language == "en" ? .english : .simplifiedChinese,
                confidence: 0.9,
                needsTriage: false
            )
        )
    }

    private func routed(_ department: DepartmentCode, _ assignee: PersonCode?, _ handOff: Int) -> TicketFact {
        .routed(Routed(department: department, owner: owner, assignee: assignee, handOff: handOff, reason: "类别"))
    }

    private var responseMinutes: Int { [.p1: 5, .p2: 30][priority] ?? 60 }

    private func promised(_ clock: ClockKind, from start: Instant, within minutes: Int) -> TicketFact {
        .promised(
            Promised(
                clock: clock,
                generation: 1,
                startedAt: start,
                warnAt: start + .seconds(48 * minutes),
                dueAt: start + .seconds(60 * minutes)
            )
        )
    }
}
