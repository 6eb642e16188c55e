extension Ticket {
    /// Folds in the next event; any fact is possible at any time, and none is refused: it has happened.
    package mutating func apply(_ fact: TicketFact, at instant: Instant) {
        version += 1
        updatedAt = instant
        switch fact {
        case .received, .warned, .noted, .unrecognized: break
        case .classified(let found): classify(found)
        case .routed(let routed): handOff(routed)
        case .assigned(let assigned): assignee = assigned.assignee
        case .promised(let promise): setDue(promise)
        case .breached: breaches += 1
        case .accepted: accept(at: instant)
        case .progressed(let progress): if progress.isPublic { respond(at: instant) }
        case .asked: respond(at: instant)
        case .returned: takeBack()
        case .resolved: resolve(at: instant)
        }
    }

    private mutating func classify(_ found: Classified) {
        category = found.category
        tier = found.tier
        priority = found.priority
        sentiment = found.sentiment
        confidence = found.confidence
        language = language ?? found.language.rawValue
    }

    private mutating func handOff(_ routed: Routed) {
        department = routed.department
        owner = routed.owner
        assignee = routed.assignee
        handOffs = routed.handOff
        stage = .triaged
        acceptedAt = nil
        acceptanceDueAt = nil
    }

    private mutating func setDue(_ promise: Promised) {
        switch promise.clock {
        case .firstResponse: firstResponseDueAt = promise.dueAt
        case .acceptance: acceptanceDueAt = promise.dueAt
        }
    }

    private mutating func accept(at instant: Instant) {
        acceptedAt = instant
        stage = .processing
    }

    private mutating func respond(at instant: Instant) {
        firstRespondedAt = firstRespondedAt ?? instant
    }

    /// A returned ticket belongs to no department until the router hands it on; its owner stays.
    private mutating func takeBack() {
        bounces += 1
        department = nil
        assignee = nil
        acceptedAt = nil
        acceptanceDueAt = nil
        stage = .triaged
    }

    private mutating func resolve(at instant: Instant) {
        respond(at: instant)
        resolvedAt = instant
        stage = .answered
    }
}
