import DeskRules
import TestKit
import Testing
import Tickets

@Suite("The order of a column")
struct BoardOrderTests {
    @Test func `newest puts what came last on top`() {
        let old = card(1) { $0.priority = .p1 }
        let new = card(2, createdAt: .noon + .microseconds(1))
        #expect(sorted([old, new], by: .newest) == [new, old])
    }

    @Test func `newest does not care for changes`() {
        let before = card()
        let after = card {
            $0.version = 9
            $0.updatedAt = .noon + .seconds(999)
            $0.priority = .p1
            $0.acceptanceDueAt = .noon
        }
        #expect(BoardOrder.newest.place(of: before) == BoardOrder.newest.place(of: after))
    }

    @Test func `urgent puts first what runs out first, then priority, then age`() {
        let late = card(1, createdAt: .noon + .seconds(9)) { $0.acceptanceDueAt = .noon + .seconds(99) }
        let later = card(2) { $0.firstResponseDueAt = .noon + .seconds(100) }
        let pressing = card(3, createdAt: .noon + .seconds(5)) { $0.priority = .p2 }
        let old = card(4)
        let young = card(5, createdAt: .noon + .seconds(1))
        #expect(
            sorted([young, old, pressing, later, late], by: .urgent) == [late, later, pressing, old, young]
        )
    }

    @Test(arguments: BoardOrder.allCases)
    func `what is resolved begins with the latest`(in order: BoardOrder) {
        let first = resolved(1, at: .noon + .seconds(10))
        let second = resolved(2, at: .noon + .seconds(20))
        #expect(sorted([first, second], by: order) == [second, first])
    }

    @Test(arguments: BoardOrder.allCases)
    func `no two cards have the same place`(in order: BoardOrder) {
        #expect(order.place(of: card(1)) < order.place(of: card(2)))
    }

    private func resolved(_ number: UInt64, at instant: Instant) -> Card {
        card(number) {
            $0.stage = .answered
            $0.resolvedAt = instant
        }
    }

    private func sorted(_ cards: [Card], by order: BoardOrder) -> [Card] {
        cards.sorted { order.place(of: $0) < order.place(of: $1) }
    }
}
