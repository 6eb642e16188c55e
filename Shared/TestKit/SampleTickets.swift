package import Postgres
import Pipeline
import Tickets

/// Fills a database with tickets as a morning of work leaves them: every stage, priority, channel and mood, and texts
/// that a page must not stumble over.
package enum SampleTickets {
    /// Writes them through the journal, each event at its own time before `now()` of the database.
    package static func fill(_ pool: Pool, with samples: [SampleTicket] = all + hostile) async throws {
        try await pool.transaction { session in
            let now = try Journal.now(in: session)
            for (index, sample) in samples.enumerated() {
                let id = TicketID(at: now - .seconds(60 * sample.minutes), random: (UInt64(index), UInt64(index)))
                for step in try sample.steps(Int64(index + 1), now: now) {
                    var writer = Writer(source: step.source, now: step.at, tickets: try Journal.lock([id], in: session))
                    switch step.fact {
                    case .received(let received): try writer.receive(id, received, trace: nil)
                    case let fact: try writer.append([fact], to: id, cause: nil)
                    }
                    try writer.write(in: session)
                }
            }
        }
    }

    /// What a shop's customers write on an ordinary day.
    package static let all: [SampleTicket] = [
        SampleTicket(.wechat, .damage, .p1, "收到的高压锅限压阀破裂，使用时喷出蒸汽烫伤手臂", 7)
            .feeling(.angry).with("after-sales", "sun.yan", owner: "li.na").breached(.firstResponse),
        SampleTicket(.app, .security, .p1, "账户凌晨被人登录并下单三部手机，我没有操作过", 4)
            .feeling(.anxious).with("risk", "xu.ning", owner: "wang.qiang"),
        SampleTicket(.web, .fault, .p2, "结算页面一直转圈，提交订单报错 500，换了浏览器也一样", 11)
            .with("technology", "feng.xue", owner: "li.na"),
        SampleTicket(.phone, .delivery, .p3, "包裹显示已签收，但我和家人都没有收到", 26)
            .feeling(.anxious).with("logistics", nil, owner: "chen.jing"),
        SampleTicket(.email, .payment, .p2, "Charged twice for order SW2026110518, please refund one payment", 22)
            .in("en").with("finance", "qian.li", owner: "wang.qiang"),
        SampleTicket(.partner, .business, .p3, "華東區門市想訂製 300 份中秋禮盒，需要報價與打樣時間", 38)
            .in("zh-Hant").with("sales", "gao.fei", owner: "li.na"),
        SampleTicket(.wechat, .promotion, .p4, "满减券为什么不能和会员价一起用？", 48)
            .with("marketing", "he.jun", owner: "wang.qiang"),
        SampleTicket(.app, .repair, .p3, "空调安装师傅两次改约，到底哪天能来", 63)
            .feeling(.angry).with("after-sales", "zhao.lei", owner: "chen.jing").returned().breached(.acceptance),
        SampleTicket(.web, nil, .p3, "你好，在吗", 1),
        SampleTicket(
            .email,
            .usage,
            .p4,
            "Does the S2 kettle keep water at 60 °C, and is the inner pot steel all over?",
            55
        )
        .in("en").with("product", "luo.dan", owner: "li.na"),

        SampleTicket(.wechat, .damage, .p2, "花瓶瓶口碎了一块，外箱也有压痕，明天要送人", 34)
            .feeling(.anxious).with("after-sales", "zhao.lei", owner: "li.na").accepted(20),
        SampleTicket(.web, .refund, .p3, "退货已经签收八天，退款还没有到账", 95)
            .with("after-sales", "sun.yan", owner: "wang.qiang").accepted(70).answered(60),
        SampleTicket(.phone, .account, .p3, "换了手机号，收不到验证码，登录不了", 41)
            .with("technology", "zheng.hao", owner: "chen.jing").accepted(12),
        SampleTicket(.partner, .delivery, .p2, "三十二箱生鲜滞留杭州分拨中心，门店明早开业", 73)
            .feeling(.anxious).with("logistics", "zhou.tao", owner: "wang.qiang").accepted(66).answered(50),
        SampleTicket(.app, .service, .p2, "同一个问题被转了四个部门，每次都要重新讲一遍，我要见你们经理", 130)
            .feeling(.angry).with("care", "tang.hui", owner: "li.na").returned().accepted(85)
            .breached(.firstResponse).breached(.acceptance),
        SampleTicket(.email, .payment, .p3, "發票抬頭開錯了，需要重開增值稅專用發票", 180)
            .in("zh-Hant").with("finance", "qian.li", owner: "chen.jing").accepted(160).answered(120),
        SampleTicket(.web, .suggestion, .p4, "希望订单页能按收货人筛选，公司采购对账会方便很多", 1500)
            .with("product", "luo.dan", owner: "wang.qiang").accepted(1380).answered(1300),
        SampleTicket(.wechat, .fault, .p3, "小程序里地址总是保存不上，提示系统繁忙", 52)
            .with("technology", "feng.xue", owner: "li.na").accepted(31),

        SampleTicket(.phone, .delivery, .p3, "能不能改送到公司前台", 240)
            .feeling(.positive).with("logistics", "wu.min", owner: "li.na").accepted(232).resolved(205),
        SampleTicket(.app, .damage, .p2, "发错颜色和尺码，要黑色 L 码", 310)
            .with("after-sales", "zhao.lei", owner: "chen.jing").accepted(298).resolved(150),
        SampleTicket(.email, .account, .p4, "Please close my account and delete my data", 420)
            .in("en").with("technology", "zheng.hao", owner: "wang.qiang").accepted(400).resolved(330),
        SampleTicket(.wechat, .promotion, .p4, "积分什么时候到期", 95)
            .with("marketing", "he.jun", owner: "li.na").accepted(93).resolved(88),
        SampleTicket(.web, .refund, .p3, "七天无理由退货，运费谁承担？", 1700)
            .with("after-sales", "sun.yan", owner: "chen.jing").accepted(1690).resolved(1500),
        SampleTicket(.partner, .payment, .p2, "十月对账单少了两笔退款，金额 1,284.50 元", 2900)
            .with("finance", "qian.li", owner: "wang.qiang").returned().accepted(2700).breached(.firstResponse)
            .resolved(1440),
    ]

    /// Texts that break pages which do not escape, wrap or cut.
    package static let hostile: [SampleTicket] =
        [
            #"<script>document.title = "taken"</script>"#,
            #""><img src=x onerror="document.title='taken'">"#,
            "</li></ol><h1>Free gifts</h1>",
            "{{7*7}} ${7*7} <%= 7*7 %> javascript:alert(1)",
            "\u{202E}gnirts desrever\u{202C} & null\u{7F} &amp; &lt;b&gt;",
            "https://example.com/" + String(repeating: "averylongpathwithoutanyspace", count: 12),
            String(repeating: "这是一段没有标点也没有换行的很长的主题", count: 15),
            "🧨👩‍👩‍👧‍👦 Ẑ̴̈́a̶̎l̷̎g̶̎o̵̎ ؛ العربية",
        ].enumerated().map { index, text in
            SampleTicket(.email, .other, .p4, text, 200 + index).with("frontline", nil, owner: "li.na")
        }
}
