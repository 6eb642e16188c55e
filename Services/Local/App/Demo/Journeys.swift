import Tickets

/// How far each sample ticket has come, learned from its events.
struct Journeys: Sendable {
    /// One ticket's way from its receipt to its department.
    struct Journey: Sendable {
        var number: String
        var text: String
        var receivedAt: Instant?
        var classifiedAt: Instant?
        var routedAt: Instant?
        var category: Tickets.Category?
        var department: String?
        var owner: Owner?

        var milliseconds: Int64? {
            guard let receivedAt, let routedAt else { return nil }
            return (routedAt.microseconds - receivedAt.microseconds) / 1000
        }
    }

    /// The steps that are counted, in their order.
    static let steps: [(chinese: String, english: String, at: @Sendable (Journey) -> Instant?)] = [
        ("受理", "received", { $0.receivedAt }), ("分诊", "classified", { $0.classifiedAt }),
        ("派单", "routed", { $0.routedAt }),
    ]

    let expected: Int
    private var order: [String] = []
    private var byID: [String: Journey] = [:]
    /// Events may be seen before the answer that tells us the ticket is one of ours.
    private var early: [String: [FeedEvent]] = [:]

    init(expected: Int) {
        self.expected = expected
    }

    var all: [Journey] { order.compactMap { byID[$0] } }
    var isComplete: Bool { order.count == expected && all.allSatisfy { $0.routedAt != nil } }

    func count(of step: Int) -> Int {
        all.count { Self.steps[step].at($0) != nil }
    }

    mutating func add(_ id: String, number: String, text: String) {
        guard byID[id] == nil else { return }
        order.append(id)
        byID[id] = Journey(number: number, text: text)
        for event in early.removeValue(forKey: id) ?? [] { apply(event) }
    }

    mutating func apply(_ event: FeedEvent) {
        guard var journey = byID[event.subject] else {
            if order.count < expected { early[event.subject, default: []].append(event) }
            return
        }
        switch EventType(rawValue: event.type) {
        case .received: journey.receivedAt = event.time
        case .classified:
            journey.classifiedAt = event.time
            journey.category = event.data.category
        case .routed where journey.routedAt == nil:
            journey.routedAt = event.time
            journey.department = event.data.department
            journey.owner = event.data.owner
        default: break
        }
        byID[event.subject] = journey
    }
}
