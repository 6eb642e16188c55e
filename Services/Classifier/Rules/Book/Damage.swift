import Tickets

extension RuleBook {
    static let damage: [Rule] = [
        Rule(
            "damage.broken",
            .category(.damage),
            4,
            tier: .complex,
            deniedBy: .state,
            [
                "湿透", "湿了", "瘪", "腐烂", "烂{掉|的}", "亮线", "坏点", "缺陷", "软了", "defect", "rotten",
                "spoil", "soak", "arrive wet", "not fit the", "损坏", "破{洞|皮|口|裂}", "散架",
                "破损", "破碎", "摔坏", "摔碎", "碎了", "碎成", "碎掉", "碎的", "裂了", "裂开", "裂缝", "裂痕", "破了", "破洞", "压扁", "压坏",
                "变形", "凹{陷|进|了}", "磕碰", "漏液", "漏了", "洒了", "烂了", "断了", "断裂", "划痕", "刮花", "刮痕", "开裂", "掉漆",
                "damage", "crack", "smash", "shatter", "dent", "scratch", "tear", "rip", "in {pieces|bits}",
                "fall apart", "break",
            ]
        ),
        Rule(
            "damage.arrival",
            .category(.damage),
            3,
            tier: .complex,
            deniedBy: .state,
            [
                "{收到|打开|拆开|拆封|到手|到货|开箱|收货|寄来|送来}..{坏|破|碎|裂|烂|瘪|脏|不能用|没声音|没反应|开不了|不亮|错|不一样|漏}",
                "第一次用", "刚{买|拆|收|到}..{坏|不能用|没反应|没声音|不亮}", "{坏|破|碎|烂}的",
                "{arrive|come|receive|deliver|open|unbox|box}..{break|damage|crack|smash|shatter|dent|scratch|tear|leak|bend|dead|stain|faulty}",
                "{out of the box|on arrival|brand new|first use}", "after {wear|use|wash}..once",
            ]
        ),
        Rule(
            "damage.wrong",
            .category(.damage),
            4,
            tier: .complex,
            [
                "不是同一{款|个|种|件}", "{someone else|somebody else|another customer}..order",
                "和我{下单|买|订}的", "{send|get} the wrong",
                "发错", "错发", "寄错", "发成", "货不对板", "{颜色|型号|尺码|尺寸|款式|规格|东西|商品}..{不对|不符|发错|弄错}",
                "{跟|和|与}..{图片|描述|照片|订的|买的|下单的|宣传}..{不一样|不符|不同|两回事|差}",
                "不是我{买|订|下单|要|拍}的", "买的是..{发|寄|送|收到|来}",
                "wrong {item|size|color|product|model|one|order|thing|shoe|version}",
                "{send|ship|receive|deliver}..wrong", "not what I order", "not as describe",
                "I order..{but|instead}..{get|receive|send|come}",
            ]
        ),
        Rule(
            "damage.missing",
            .category(.damage),
            3.5,
            tier: .complex,
            [
                "少了{一|两|几|三|#}{个|件|包|瓶|只|双|袋|盒|颗|根|块|片}", "少了{个|件|包|瓶|只|双}", "少发", "漏发", "缺件", "缺少{配件|零件|螺丝|东西|一}",
                "缺了", "配件不全", "少{一|两|#}{个|件|包|瓶|只|双}",
                "miss {from|part|piece|item|screw|accessory}", "{part|piece|item|screw|accessory|shelf|charger}..miss",
                "come without", "incomplete", "only {receive|get}",
            ]
        ),
        Rule(
            "damage.quality",
            .category(.damage),
            3.5,
            tier: .complex,
            deniedBy: .state,
            [
                "{全新|新的|新买}..{怎么|就|都|居然}", "不像新的", "look used", "factory defect",
                "质量问题", "质量..{差|问题|烂|垃圾|不行|堪忧}", "次品", "残次", "瑕疵", "假货", "山寨", "不是正品", "劣质", "二手货", "用过的",
                "过期", "{日期|保质期}..过", "变质", "发霉", "异味", "生锈", "污渍", "开胶", "脱胶", "脱线", "起球", "掉色", "褪色", "缩水",
                "{poor|bad|terrible|awful|low|horrible} quality", "quality be {poor|bad|terrible}", "defective",
                "faulty", "expire",
                "expiry", "fake", "counterfeit", "mold", "mouldy", "cheaply made", "as if used", "second hand", "stain",
            ]
        ),
        Rule(
            "damage.danger",
            .category(.damage),
            4,
            tier: .complex,
            deniedBy: .state,
            [
                "冒烟", "起火", "着火", "爆炸", "漏电", "触电", "鼓包", "烧焦", "烫伤", "割伤", "catch fire", "on fire", "smoke", "explode",
                "electric shock",
                "overheat",
            ]
        ),
        Rule("damage.hint", .category(.damage), 1.5, tier: .complex, deniedBy: .state, ["坏了", "坏的", "有问题", "拉肚子"]),
    ]
}
