import DeskRules
import TestKit
import Testing
import Tickets

@Suite("A card of the board")
struct CardTests {
    @Test(arguments: [
        (TicketStage.received, BoardStatus.waiting), (.triaged, .waiting), (.processing, .inProgress),
        (.answered, .resolved), (.followedUp, .resolved), (.closed, .resolved),
    ])
    func `stands in the column of its stage`(_ stage: TicketStage, _ column: BoardStatus) {
        #expect(card { $0.stage = stage }.column == column)
    }

    @Test func `tells the promise that runs out first`() {
        let both = card {
            $0.firstResponseDueAt = .noon + .seconds(600)
            $0.acceptanceDueAt = .noon + .seconds(300)
        }
        #expect(both.due == Card.Due(clock: .acceptance, at: .noon + .seconds(300)))
    }

    @Test func `tells no promise that was kept`() {
        let accepted = card {
            $0.firstResponseDueAt = .noon + .seconds(600)
            $0.acceptanceDueAt = .noon + .seconds(300)
            $0.acceptedAt = .noon
        }
        #expect(accepted.due == Card.Due(clock: .firstResponse, at: .noon + .seconds(600)))
        let answered = card {
            $0.firstResponseDueAt = .noon + .seconds(600)
            $0.firstRespondedAt = .noon
        }
        #expect(answered.due == nil)
    }

    @Test func `promises nothing once it is resolved`() {
        let resolved = card {
            $0.stage = .answered
            $0.firstResponseDueAt = .noon
            $0.acceptanceDueAt = .noon
        }
        #expect(resolved.due == nil)
    }

    @Test func `is held since its last hand-over, or since it came`() {
        #expect(card(heldSince: .noon + .seconds(5)).heldSince == .noon + .seconds(5))
        #expect(card().heldSince == .noon)
    }

    @Test func `names every event that changes who holds it`() throws {
        var ticket = example
        for event in EventType.allCases where !Card.holdingEvents.contains(event) {
            let before = ticket
            ticket.apply(try fact(event), at: .noon + .seconds(60))
            #expect(ticket.department == before.department && ticket.assignee == before.assignee, "\(event)")
            #expect(ticket.stage == before.stage && ticket.acceptedAt == before.acceptedAt, "\(event)")
        }
    }

    @Test func `cuts a subject that is too long to be one`() {
        #expect(card { $0.subject = String(repeating: "长", count: 200) }.subject.count == 200)
        let cut = card { $0.subject = String(repeating: "长", count: 201) }.subject
        #expect(cut.count == 200 && cut.hasSuffix("长…"))
    }

    @Test func `leaves the board a week after it was resolved`() {
        let resolved = card {
            $0.stage = .answered
            $0.resolvedAt = .noon
        }
        let week = Duration.seconds(7 * 86400)
        #expect(BoardWindow.shows(resolved, at: .noon + week - .microseconds(1)))
        #expect(!BoardWindow.shows(resolved, at: .noon + week))
        #expect(BoardWindow.shows(card { $0.resolvedAt = .noon }, at: .noon + week + week))
    }

    private func fact(_ type: EventType) throws -> TicketFact {
        let mark = ClockMark(clock: .acceptance, generation: 1, dueAt: .noon)
        let by = Actor(department: .frontline, name: "bot")
        switch type {
        case .warned: return .warned(mark)
        case .breached: return .breached(mark)
        case .progressed: return .progressed(Progressed(by: by, text: "x", isPublic: true))
        case .asked: return .asked(Asked(by: by, text: "x"))
        case .noted: return .noted(Noted(by: by, text: "x"))
        case .promised:
            let promised = Promised(clock: .acceptance, generation: 1, startedAt: .noon, warnAt: .noon, dueAt: .noon)
            return .promised(promised)
        case .classified:
            return .classified(
                Classified(
                    category: .other,
                    department: .frontline,
                    tier: .basic,
                    priority: .p1,
                    sentiment: .angry,
                    language: .english,
                    confidence: 1,
                    needsTriage: true
                )
            )
        case .received, .routed, .assigned, .accepted, .returned, .resolved:
            throw Unexpected(type: type)
        }
    }

    private struct Unexpected: Error {
        let type: EventType
    }
}
