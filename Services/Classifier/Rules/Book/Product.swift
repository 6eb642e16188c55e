import Tickets

extension RuleBook {
    static let usage: [Rule] = [
        Rule(
            "usage.how",
            .category(.usage),
            3.5,
            tier: .basic,
            [
                "{how often|how many time}", "多久{换|洗|充}", "几个月换",
                "{怎么|如何|怎样|咋}{用|连|使用|操作|设置|连接|清洗|预约|配对|调|开机|充电|保养|清理|切换|煮|戴|搭配|洗}", "{使用|操作}{方法|说明|教程|步骤}", "说明书", "教程",
                "how..{use|pair|connect|set up|setup|clean|charge|assemble|wash|turn on|turn off|operate|configure}",
                "user manual", "how do I {reset|set|turn|use|open|install|change the}", "manual",
                "instruction",
            ]
        ),
        Rule(
            "usage.which",
            .category(.usage),
            3.5,
            tier: .basic,
            [
                "{which|what} {of|one}..{suit|best|good|right|for}", "would suit", "{怎么选|选哪}",
                "好不好用",
                "区别", "差别", "差在哪", "{哪个|哪款|哪种|哪一款}..{好|适合|合适|更|值得}", "{多大|什么|哪个}{尺寸|尺码|码|号|颜色|材质|容量|型号}", "穿..{码|号}",
                "{推荐|选}..{款|个|型号}",
                "{颜色|款式}..{哪些|几种|什么}", "difference between", "which {model|one|size|version|color}",
                "{recommend|suit|good}..{for me|model|beginner}",
                "what {size|color|be the size|be the dimension|be the weight}", "compare",
            ]
        ),
        Rule(
            "usage.specification",
            .category(.usage),
            3,
            tier: .basic,
            [
                "多少{水|电|升|度|瓦|毫升}", "how {loud|big|heavy|tall|wide|fast|deep|thick}",
                "can {the|it|this}..{hold|fit|support|handle|take}", "how much {water|power|weight}", "来电显示",
                "多{宽|高|长|深|厚}", "{喝|吃|用|穿|戴|装}..得下",
                "尺寸多", "装{得下|下|不下}", "safe for", "{do|will} the..come in", "容量", "功率", "材质", "成分", "参数", "规格{是|有|多}",
                "防水", "兼容", "适用", "适合", "支持..{吗|么|不}",
                "{孕妇|儿童|老人|宝宝|婴儿|敏感肌}..{用|吃|吗|能}",
                "{能|可以|可}{用|戴|吃|放|洗|带|配}..{吗|么|不|飞机|微波炉}", "几坪", "多重", "续航", "dimension", "waterproof", "compatible",
                "specification",
                "battery life", "{work|fit|compatible} with", "ingredient", "capacity", "suitable for", "weigh",
                "{do|can|will} {it|this|the|these}..{support|fit|have|work|come with|include}",
            ]
        ),
        Rule(
            "usage.stock",
            .category(.usage),
            3.5,
            tier: .basic,
            [
                "还会{再上|有|补|上|进}", "再上{吗|架}",
                "有货", "现货", "补货", "缺货", "库存", "还有{吗|货}", "{什么时候|啥时候|何时}..{上架|上新|上市|有货}", "断货", "in stock", "restock",
                "out of stock", "sold out",
                "available in", "preorder",
            ]
        ),
    ]

    static let suggestion: [Rule] = [
        Rule(
            "suggestion.idea",
            .category(.suggestion),
            5,
            tier: .latent,
            [
                "会{方便|好|省事|实用}{很多|多了|不少}", "更人性化",
                "能不能{支持|提供|出一款|做成|加个|加一个|加上}", "少用点", "太浪费", "why not", "why do not you",
                "an option to", "{would|will} be {useful|handy}", "可以考虑",
                "建议", "希望..{增加|加个|加一个|出一个|出个|支持|推出|改进|优化|新增|功能|模式|改成|做成}", "{要是|如果}..{就好了|更好|就更|方便|好用|完美}",
                "能不能{加|增加|开发|出个|出一|做个|新增}", "提{个|一个|点|一点}{意见|建议|想法}", "期待..{支持|推出|出|上线|增加}",
                "{增加|添加|新增|加个|加一个}..{功能|模式|选项|按钮|入口}",
                "{深色|夜间|暗黑|黑暗}{模式|主题}", "suggest", "suggestion", "feature {request|idea}",
                "would be {great|nice|good|helpful|awesome|cool|lovely|useful}",
                "please {add|consider|support|introduce}",
                "you should {add|let|have|make|allow|offer}", "nice to have",
                "{wish|love|like} {you|it|there|the app|to see}",
                "{can|could} you add",
                "dark mode", "an idea", "have you {consider|think about}",
            ]
        ),
        Rule(
            "suggestion.hint",
            .category(.suggestion),
            1.5,
            tier: .latent,
            ["意见", "改进", "优化一下", "期待", "improve", "improvement"]
        ),
    ]

    static let business: [Rule] = [
        Rule(
            "business.deal",
            .category(.business),
            5,
            tier: .latent,
            [
                "平台开店", "入驻", "贴牌", "oem", "代工", "批{货|量价}", "长期{价|合作|供|订}",
                "{want|like} to stock", "stock your", "price list", "招商", "每月要", "伴手礼", "cafe chain",
                "trade price",
                "采购", "批发", "团购", "批量", "定制", "订制", "代理", "加盟", "报价", "询价", "招标", "投标", "供货", "供应商", "经销", "分销",
                "企业{客户|版|用户|采购|合作}",
                "{印|做|打|加}..logo", "{谈|商务|长期|想|寻求|业务|渠道}合作", "合作{方式|意向|事宜}", "合同{模板|盖章|怎么签}", "大量{采购|订购|购买|下单}",
                "api对接", "{公司|单位|学校|酒店}..{采购|订购|定做|#台|#套|#份|#件}",
                "bulk", "wholesale", "quote", "quotation", "reseller", "distributor", "partnership",
                "corporate {order|gift|account}",
                "business {account|order|inquiry|customer}", "custom {made|logo|print|order|plan}", "customise",
                "customize", "our logo",
                "enterprise plan", "franchise", "tender", "supplier", "become a {reseller|partner|dealer|agent}",
                "collaborate",
            ]
        ),
        Rule(
            "business.many",
            .category(.business),
            2.5,
            tier: .latent,
            [
                "{十|百|千|万}{台|份|套|条|个|件|本|箱|把|只|盒}", "{我们|我}{店|门店|餐厅|商场|连锁}",
                "{we|i} run a", "for {school|hotel|business|resale|resell}",
                "{我们|我}{公司|单位|学校|酒店|医院|工厂}", "# {unit|piece|pcs|seat|license|copies}", "#{台|套|份}", "合作", "合同", "方案",
                "{for|in} our {company|school|office|team|staff|hotel}", "contract", "partner", "sales team",
            ]
        ),
    ]
}
