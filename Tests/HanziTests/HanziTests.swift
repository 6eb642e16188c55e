import Testing

@testable import Hanzi

@Suite("Folding traditional Chinese")
struct HanziTests {
    @Test(arguments: [
        ("我要退貨，杯子摔壞了", "我要退货，杯子摔坏了"),
        ("發票抬頭開錯了", "发票抬头开错了"),
        ("頭髮和發展", "头发和发展"),
        ("物流一直沒有更新，請問什麼時候送達？", "物流一直没有更新，请问什么时候送达？"),
        ("著名的乾隆", "著名的乾隆"),
    ])
    func `gives the simplified text`(traditional: String, simplified: String) throws {
        #expect(try Hanzi.simplified(traditional) == simplified)
    }

    @Test(arguments: ["", "plain ASCII, 100%", "已经是简体了", "emoji 😀 and é", "a\0b", "\0", "café\u{301}", "\u{FFFD}"])
    func `leaves everything else alone`(text: String) throws {
        let folded = try Hanzi.simplified(text)
        #expect(Array(folded.unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test func `goes on after a zero byte`() throws {
        #expect(try Hanzi.simplified("退貨\0發票") == "退货\0发票")
    }

    @Test func `gives many tasks at once what it gives one`() async throws {
        let results = try await withThrowingTaskGroup(of: [String].self) { group in
            for number in 0..<16 {
                group.addTask {
                    try (0..<200).map { try Hanzi.simplified("第\(number)號包裹\($0)還沒送達，電話打不通") }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        let expected = (0..<16).flatMap { number in (0..<200).map { "第\(number)号包裹\($0)还没送达，电话打不通" } }
        #expect(results == Set(expected))
    }

    @Test func `names the package to install when the dictionaries are missing`() {
        let error = #expect(throws: HanziError.self) { _ = try Converter(configuration: "no-such-file.json") }
        #expect(error?.description.contains("libopencc-data") == true)
        #expect(error?.description.contains("no-such-file.json") == true)
    }
}
