import Tickets

extension RuleBook {
    static let payment: [Rule] = [
        Rule(
            "payment.invoice",
            .category(.payment),
            4.5,
            [
                "开..{公司|个人|电子|抬头}..票", "{可以|能|给我|帮我}开票", "tax number", "tax invoice",
                "发票", "开票", "税号", "抬头", "专票", "普票", "统编", "增值税", "invoice", "vat", "tax {id|number|receipt}",
            ]
        ),
        Rule(
            "payment.charge",
            .category(.payment),
            4.5,
            tier: .complex,
            [
                "{收|扣|付}..{两|二|三|#}{次|回|遍}", "收两{份|次}", "钱付了", "{付|支付}不{出去|出|成功}",
                "交易失败", "自动扣", "twice from", "{take|deduct}..twice", "from me twice",
                "付了..{没生成|没有生成|未生成}",
                "重复{扣|付|支付|收费|扣款}", "扣{了|我|款}..{两|二|三|多|#}{次|笔|遍}", "多扣", "多收", "乱扣", "扣错",
                "{已|已经}{扣款|付款|支付|付}..{待付款|未付款|没|未}",
                "{付款|支付|付钱|缴费|刷卡}..{失败|不了|不成功|报错|异常|不上}", "付不了", "{账|金额|数|钱|款}..对不上", "{多出|多了}..{费|元|块}",
                "charge..{twice|double|two time|again|three time}", "{double|over} charge", "overcharge",
                "{what|which}..charge on my card",
                "duplicate {charge|payment}",
                "pay twice", "payment..{fail|decline|not|error|reject}", "card..{decline|reject|not accept|refuse}",
                "decline",
                "fee on my bill", "{charge|fee|bill}..{not understand|extra|unexpected|wrong}",
            ]
        ),
        Rule(
            "payment.words",
            .category(.payment),
            2.5,
            [
                "先用后付", "{two|another|different} card", "pay with", "刷卡", "运费..收了",
                "扣款", "扣费", "付款", "支付", "手续费", "服务费", "账单", "对账", "分期", "花呗", "信用卡", "货到付款", "对公", "充值", "缴费",
                "payment", "paypal", "bill", "billing", "installment", "pay {by|with|via|in}", "charge me",
                "bank transfer", "apple pay",
                "receipt",
            ]
        ),
    ]

    static let promotion: [Rule] = [
        Rule(
            "promotion.fails",
            .category(.promotion),
            4.5,
            tier: .complex,
            [
                "返{的钱|现|利}..{没|未|不}", "{offer|reward|gift}..{never|not} {show|apply|arrive|add}",
                "{昨天|前天|刚买|上周}..#..{今天|现在}..#", "{昨天|前天|刚买|上周}..{今天|现在}..便宜",
                "积分..{不够|不能}",
                "{券|优惠|红包|满减|折扣|优惠码|积分|点数}..{用不了|没用|不能用|无法使用|失效|没生效|没有生效|没抵扣|不抵扣|领不了|不符合|没了|少了|扣光|不见|过期|没到|没有到}",
                "{没|没有|未|不}{享受|生效|优惠|打折|抵扣}", "{补|退|赔}..差价", "价保", "保价", "赠品..{没|少|漏}", "原价扣",
                "{coupon|promo code|discount code|discount|voucher|promo|offer|point}..{not|never|invalid|expire|reject|miss|go|disappear|fail}",
                "price {match|drop|adjust|protection|difference}", "{drop|cheap|low}..{after I buy|price}",
                "drop..{the day|after}",
            ]
        ),
        Rule(
            "promotion.words",
            .category(.promotion),
            3,
            [
                "福利", "会员日", "拼单", "礼券", "奖品", "抽中", "返利", "welcome offer", "student discount",
                "会员权益",
                "优惠", "折扣", "打折", "{用|领|发|张|折价|代金|抵用|减的|购物}券", "券", "红包", "满减", "满#减#", "积分", "点数", "活动", "赠品", "买一送一",
                "降价", "差价", "秒杀",
                "双十一", "双11", "618", "预售", "会员价", "返现", "拼团", "抽奖", "中奖", "促销", "大促", "特价", "力度", "定金翻倍",
                "coupon", "discount", "promo", "promotion", "voucher", "loyalty", "reward point", "my point",
                "black friday", "cashback",
                "{sale|deal} {start|end|price}", "campaign", "cyber monday", "flash sale", "free gift", "special offer",
            ]
        ),
    ]
}
