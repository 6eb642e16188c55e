import DeskRules
import Testing
import Tickets

@testable import Desk

@Suite("The desk's words")
struct WordsTests {
    @Test(arguments: [
        (nil, nil, Words.chinese), ("en", "zh-CN", .english), ("zh", "en", .chinese), ("fr", "en-GB", .english),
        (nil, "en-US,en;q=0.9,zh;q=0.8", .english), (nil, "zh-TW, en;q=0.9", .chinese),
        (nil, "fr-FR, en;q=0.3, zh;q=0.5", .chinese), (nil, "de, en;q=0.1", .english), (nil, "fr, de", .chinese),
        (nil, "en;q=0, zh;q=0.1", .chinese), (nil, "english", .chinese), (nil, ";;,,=q;en;q=x", .chinese),
        (nil, "", .chinese), (nil, "*", .chinese), (nil, "EN", .english), (nil, "en ; q=0.5", .english),
    ])
    func `follow the address, then the browser`(_ asked: String?, _ accepted: String?, _ expected: Words) {
        #expect(Words(asked: asked, accepted: accepted) == expected)
    }

    @Test(arguments: [
        (0, "不到 1 分钟", "under 1 min"), (59, "不到 1 分钟", "under 1 min"), (60, "1 分钟", "1 min"),
        (-3599, "59 分钟", "59 min"), (3600, "1 小时", "1 h"), (3660, "1 小时 1 分", "1 h 1 min"),
        (86399, "23 小时 59 分", "23 h 59 min"), (86400, "1 天", "1 d"), (90000, "1 天 1 小时", "1 d 1 h"),
        (86400 * 400, "400 天", "400 d"),
    ])
    func `tell a time in two parts at most`(_ seconds: Int, _ chinese: String, _ english: String) {
        #expect(Words.chinese.span(.seconds(seconds)) == chinese)
        #expect(Words.english.span(.seconds(seconds)) == english)
    }

    @Test func `leave one gap for a value`() {
        let words = Words.allCases.flatMap { words in
            [words.left, words.over, words.more, words.late] + BoardStatus.allCases.map(words.since)
        }
        for text in words { #expect(Words.english.fill(text, "5 min").split(separator: "5 min").count <= 2) }
        #expect(Words.english.fill(Words.english.left, "5 min") == "in 5 min")
        #expect(Words.chinese.fill(Words.chinese.since(.resolved), "5 分钟") == "5 分钟前")
    }
}
