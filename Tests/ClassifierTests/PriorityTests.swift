import ClassifierRules
import Testing
import Tickets

@Suite("The priority of a ticket")
struct PriorityTests {
    @Test(arguments: [
        (Impact.wide, Urgency.urgent, Priority.p1), (.wide, .soon, .p1), (.wide, .normal, .p2),
        (.single, .urgent, .p2), (.single, .soon, .p3), (.single, .normal, .p3),
        (.minor, .urgent, .p3), (.minor, .soon, .p4), (.minor, .normal, .p4),
    ])
    func `follows the table`(impact: Impact, urgency: Urgency, priority: Priority) {
        #expect(Grading.priority(impact, urgency) == priority)
    }

    @Test(arguments: [
        ("我账号里的钱被人转走了，赶紧冻结", Priority.p1),
        ("充电宝冒烟了，差点着火", .p1),
        ("Our whole office is down, the system shows error 500, we can't work", .p1),
        ("杯子碎了，再不处理我就去12315投诉曝光你们", .p2),
        ("退款15天了还没到账", .p2),
        ("预约今天上门安装，师傅没来", .p2),
        ("my refund has still not arrived after two weeks", .p2),
        ("收到的碗碎了", .p3),
        ("快递明天能到吗，包裹卡在转运中心没动", .p3),
        ("请问怎么退货", .p4),
        ("建议增加夜间模式", .p4),
        ("How do I pair the headphones?", .p4),
        ("你好", .p4),
    ])
    func `comes from the words`(text: String, priority: Priority) throws {
        let found = try understand(text)
        #expect(found.priority == priority, "\(found.grading)")
    }

    @Test func `rises one level at the third contact`() throws {
        let text = "收到的碗碎了"
        #expect(try understand(text, Circumstances(contacts: 2)).priority == .p3)
        #expect(try understand(text, Circumstances(contacts: 3)).priority == .p2)
        let told = try understand("收到的碗碎了，这是第三次联系你们")
        #expect(told.priority == .p2 && told.grading.raise == "第三次联系")
    }

    @Test func `rises for customers who need care, when they are unhappy`() throws {
        let care = Circumstances(needsCare: true)
        #expect(try understand("收到的碗碎了", care).priority == .p3)
        #expect(try understand("收到的碗碎了，太过分了", care).priority == .p2)
    }

    @Test func `never rises above the first`() throws {
        #expect(try understand("我被盗刷了", Circumstances(contacts: 9, needsCare: true)).priority == .p1)
    }
}

@Suite("The need behind a ticket")
struct TierTests {
    @Test(arguments: [
        ("请问退货运费谁出", NeedTier.basic), ("保修期多久", .basic), ("这个型号防水吗", .basic), ("几天能到北京", .basic),
        ("How do I change the phone number on my profile?", .basic), ("What is your return policy", .basic),
        ("怎么开发票", .basic), ("你好", .basic),
        ("我要退货", .complex), ("快递丢了", .complex), ("被重复扣款", .complex), ("收不到验证码", .complex),
        ("The app crashes all the time", .complex), ("客服骂人", .complex), ("发票抬头开错了，请重开", .complex),
        ("想定制500个印logo的杯子", .latent), ("希望增加指纹登录功能", .latent), ("Interested in a partnership", .latent),
    ])
    func `is judged from what is asked`(text: String, tier: NeedTier) throws {
        let found = try understand(text)
        #expect(found.tier == tier, "\(found.category) \(found.reasons)")
    }
}

@Suite("The tone of a ticket")
struct MoodTests {
    @Test(arguments: [
        ("什么垃圾东西，骗子公司", Sentiment.angry), ("This is unacceptable, I will sue you", .angry),
        ("碗碎了！！！太差了", .angry), ("很急，明天就要用，拜托快点发货", .anxious), ("Please help asap, I'm worried", .anxious),
        ("包裹一直没收到，怎么办", .anxious), ("请问这个防水吗", .neutral), ("收到的碗碎了", .neutral),
        ("客服小王很耐心，非常满意", .positive), ("Thank you so much, great service", .positive),
        ("东西很喜欢，可惜碗碎了", .neutral),
    ])
    func `is heard in the words`(text: String, sentiment: Sentiment) throws {
        #expect(try understand(text).sentiment == sentiment)
    }
}

@Suite("The language of a ticket")
struct LanguageTests {
    @Test(arguments: [
        ("我要退款", Language.simplifiedChinese), ("包裹还没到", .simplifiedChinese), ("APP闪退了", .simplifiedChinese),
        ("包裹還沒到", .traditionalChinese), ("請問發票怎麼開", .traditionalChinese),
        ("王志強说他的包裹还没有收到，快递一直不更新", .simplifiedChinese),
        ("Where is my parcel?", .english), ("hello", .english),
        ("My order 订单 is late and I want my money back", .english),
        ("", .undetermined), ("12345", .undetermined), ("Где моя посылка", .undetermined),
        ("注文した商品がまだ届きません", .undetermined), ("배송이 언제 오나요", .undetermined),
        ("dónde está mi paquete por favor gracias señor", .undetermined),
    ])
    func `is told by its script`(text: String, language: Language) throws {
        #expect(try understand(text).language == language)
    }
}
