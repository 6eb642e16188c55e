import ClassifierRules
import Hanzi
import Testing
import Tickets

/// Understands a text as the service does: folded first.
func understand(_ text: String, _ circumstances: Circumstances = Circumstances()) throws -> Classification {
    try sharedClassifier.classify(text, folded: Hanzi.simplified(text), circumstances: circumstances)
}

let sharedClassifier = TextClassifier()

@Suite("The step a customer needs next")
struct EdgeCaseTests {
    @Test(arguments: [
        ("杯子破了，我要退款", Tickets.Category.damage),
        ("broken cup, I want my money back", .damage),
        ("杯子破了，我要求退錢", .damage),
        ("退款申请十天了还没到账", .refund),
        ("refund still not arrived after 10 days", .refund),
        ("屏幕碎了退回去了，退款一直没到账", .refund),
        ("太垃圾了！快递五天还没到！！！", .delivery),
        ("This is ridiculous, where is my parcel?!", .delivery),
        ("客服态度极差，骂人", .service),
        ("有人盗刷我的账户付款了两次", .security),
        ("无法登录，页面没反应", .account),
        ("优惠券用不了，付款还是原价", .promotion),
        ("我们公司要采购300台，能开发票吗", .business),
        ("建议增加一个可以修改收货地址的功能", .suggestion),
        ("师傅修完冰箱还是不制冷", .repair),
    ])
    func `decides between two categories that fit`(text: String, category: Tickets.Category) throws {
        let found = try understand(text)
        #expect(found.category == category, "\(found.reasons)")
        #expect(!found.isTriage)
        #expect(found.department.rawValue == category.defaultDepartmentCode)
    }

    @Test func `is not refunding when the customer says so`() throws {
        let found = try understand("我不要退款，快递卡在上海四天没更新了")
        #expect(found.category == .delivery)
        #expect(!found.reasons.contains { $0.rule == "refund.ask" })
        #expect(try understand("I don't want a refund, the verification code never arrives").category == .account)
    }

    @Test func `is no damage when the customer says there is none`() throws {
        #expect(!(try understand("包装没有任何破损")).reasons.contains { $0.rule == "damage.broken" })
        #expect(!(try understand("It was not damaged")).reasons.contains { $0.rule == "damage.broken" })
        #expect(try understand("帮我看看是不是摔坏了").category == .damage)
    }

    @Test(arguments: ["气死我了！！！什么垃圾公司，太差了", "You are useless idiots, worst company ever!!!"])
    func `anger alone is no complaint about service`(text: String) throws {
        let found = try understand(text)
        #expect(found.category != .service)
        #expect(found.sentiment == .angry)
        #expect(found.isTriage && found.department == .frontline)
    }

    @Test(arguments: ["", "。。。", "asdkjh qwe", "那个东西", "🙂🙂", "Где моя посылка", "注文した商品がまだ届きません"])
    func `what says nothing to the rules goes to a person`(text: String) throws {
        let found = try understand(text)
        #expect(found.isTriage && found.department == .frontline && found.confidence < found.confidenceGate)
    }

    @Test func `keeps the reasons with rule, words and weight`() throws {
        let found = try understand("收到的花瓶碎了，申请退款")
        let broken = try #require(found.reasons.first { $0.rule == "damage.broken" })
        #expect(broken.words == ["碎了"] && broken.weight == 4)
        #expect(
            found.reasons.contains { $0.rule == "precedence.damage-first" && $0.words == ["refund"] && $0.weight < 0 }
        )
        #expect(found.reasons.contains { $0.rule == "priority.P3" && $0.words == ["single × normal"] })
    }

    @Test func `obeys another gate and other departments`() {
        let wary = TextClassifier(gate: 0.99)
        #expect(wary.classify("包裹还没到").isTriage)
        let renamed = TextClassifier(departments: [.delivery: DepartmentCode(rawValue: "post")])
        #expect(renamed.classify("包裹还没到").department.rawValue == "post")
    }

    @Test func `becomes a fact for the journal`() throws {
        let fact = try understand("订单号 SW20240601，电话13800138000，杯子碎了").fact
        #expect(fact.category == .damage && fact.department.rawValue == "after-sales" && !fact.needsTriage)
        #expect(fact.entities.contains(FoundEntity(kind: "order_number", value: "SW20240601")))
    }
}

extension Classification {
    fileprivate var confidenceGate: Double { Verdict.standardGate }
}
