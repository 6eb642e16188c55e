import DeskRules
import HTML
import TestKit
import Testing
import Tickets

@testable import Desk

@Suite("A card as HTML")
struct CardViewTests {
    /// What a text would have to become to be more than text.
    private static let attacks = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</li></ol><h1>x",
        "<svg/onload=alert(1)>", "<!--", "]]>", "\u{0}<b>", "&lt;b&gt;", "`onload=x`",
    ]

    @Test(arguments: attacks, Words.allCases)
    func `shows whatever was written as text`(_ attack: String, _ words: Words) {
        let clean = markup(of: html("x", words))
        #expect(markup(of: html(attack, words)) == clean)
    }

    @Test func `tells who holds it, since when, who owns it and what is due`() {
        let routed = card(heldSince: .noon - .seconds(720)) {
            $0.department = DepartmentCode(rawValue: "after-sales")
            $0.assignee = PersonCode(rawValue: "zhao.lei")
            $0.owner = .person(PersonCode(rawValue: "li.na"))
            $0.acceptanceDueAt = .noon + .seconds(480)
        }
        let text = text(of: view(routed, .english).html)
        for part in ["With after-sales · zhao.lei waiting 12 min", "Owner li.na Acceptance in 8 min", "P3", "Web"] {
            #expect(text.contains(part), "\(part) is not in \(text)")
        }
    }

    @Test func `tells what nobody holds`() {
        #expect(text(of: view(card(), .english).html).contains("With To be triaged"))
        let returned = card { $0.bounces = 1 }
        #expect(text(of: view(returned, .english).html).contains("Returned, to be passed on"))
        let queued = card { $0.department = .frontline }
        #expect(text(of: view(queued, .english).html).contains("frontline · unclaimed"))
    }

    @Test func `says by how much a promise is missed`() {
        let late = card { $0.firstResponseDueAt = .noon - .seconds(180) }
        let html = view(late, .chinese).html.description
        #expect(html.contains("首次响应 已超 3 分钟") && html.contains("\"due over\""))
    }

    private func html(_ attack: String, _ words: Words) -> HTML {
        let card = card {
            $0.subject = attack
            $0.number = TicketNumber(stored: attack)
            $0.language = attack
            $0.department = DepartmentCode(rawValue: attack)
            $0.assignee = PersonCode(rawValue: attack)
            $0.owner = .person(PersonCode(rawValue: attack))
        }
        return view(card, words).html
    }

    private func view(_ card: Card, _ words: Words) -> CardView {
        CardView(card: card, words: words, names: Names(), now: .noon)
    }

    /// The tags with the names of their attributes: what a text must not be able to change.
    private func markup(of html: HTML) -> [String] {
        html.description.matches(of: /<[^>]*>/).map { tag in
            String(tag.output).replacing(/="[^"]*"/, with: "")
        }
    }

    private func text(of html: HTML) -> String {
        html.description.replacing(/<[^>]*>/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
