import ClassifierRules
import Testing
import Tickets

@Suite("What a text names")
struct EntityTests {
    private func find(_ text: String) -> [String] {
        sharedClassifier.classify(text).entities.map { "\($0.kind.rawValue) \($0.value)" }
    }

    @Test(arguments: [
        ("订单号：SW2024060188，帮我查", ["order_number SW2024060188"]),
        ("訂單編號 A-12345-6", ["order_number A-12345-6"]),
        ("my order no. is 88213", ["order_number 88213"]),
        ("Order #sw-55012 is late", ["order_number SW-55012"]),
        ("订单号是１２３４５６７８", ["order_number 12345678"]),
        ("订单号13800138000", ["order_number 13800138000"]),
        ("订单2024年的", []), ("订单金额1200", []), ("order 3 cups", []),
    ])
    func `order numbers follow their words`(text: String, found: [String]) {
        #expect(find(text) == found)
    }

    @Test(arguments: [
        ("电话13800138000", ["phone 13800138000"]), ("+86 138-0013-8000 找我", ["phone 13800138000"]),
        ("座机010-88886666", ["phone 01088886666"]), ("热线400-820-8820", ["phone 4008208820"]),
        ("call +44 20 7946 0958 please", ["phone +442079460958"]),
        ("12800138000", []), ("138001380001234567", []), ("ab13800138000", []),
    ])
    func `phones are recognised by their shape`(text: String, found: [String]) {
        #expect(find(text) == found)
    }

    @Test(arguments: [
        ("发到 Li.Na+tax@Example.com.cn。", ["email li.na+tax@example.com.cn"]), ("a@b", []), ("@@@", []), ("x@a..b", []),
    ])
    func `e-mail addresses are recognised`(text: String, found: [String]) {
        #expect(find(text) == found)
    }

    @Test(arguments: [
        ("多扣了29.9元", ["amount CNY 29.9"]), ("￥1,200.50", ["amount CNY 1200.50"]), ("花了1.5万元", ["amount CNY 15000"]),
        ("付了200块钱", ["amount CNY 200"]), ("$40 off", ["amount USD 40"]), ("paid 99 dollars", ["amount USD 99"]),
        ("RMB 300", ["amount CNY 300"]), ("30个", []),
    ])
    func `amounts carry their currency`(text: String, found: [String]) {
        #expect(find(text) == found)
    }

    @Test(arguments: [
        ("2024年6月1日下单", ["date 2024-06-01"]), ("6月18号到的", ["date 06-18"]), ("2024-06-01", ["date 2024-06-01"]),
        ("2024/6/1", ["date 2024-06-01"]), ("bought on June 3rd, 2024", ["date 2024-06-03"]),
        ("since 3 March", ["date 03-03"]),
        ("13月40日", []), ("I may 5 times", []),
    ])
    func `dates are written in one form`(text: String, found: [String]) {
        #expect(find(text) == found)
    }

    @Test func `stand at their place in the text, each once`() throws {
        let text = "你好😀电话13800138000，再说一遍13800138000"
        let entities = sharedClassifier.classify(text).entities
        #expect(entities.count == 1)
        let bytes = try #require(entities.first).bytes
        #expect(String(decoding: Array(text.utf8)[bytes], as: UTF8.self) == "13800138000")
    }
}
