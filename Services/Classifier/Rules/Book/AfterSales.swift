import Tickets

extension RuleBook {
    static let refund: [Rule] = [
        Rule(
            "refund.progress", .category(.refund), 5, tier: .complex,
            [
                "{退款|退钱|退费}..{没到|没收到|没有收到|没有到|未到|没看见|没见|没退|不到账|没有动静|没动静}",
                "{没|没有|未|还没|没有收}{收到|看到|见到}..{退款|退的钱}", "{钱|款|款项|货款|押金}..{没退|没有退|未退|不退|还没返|没返}",
                "{退款|退货}..{进度|审核|处理中|卡在|超时|逾期|显示成功}", "{什么时候|何时|多久|几天|哪天}..{退款|退钱|退给|退到|会退}",
                "退款..{什么时候|何时|多久|几天|哪天|到账|到哪}", "{寄回|退回}..{没|没有|未}..{退款|钱|收到}",
                "refund..{not|never|no|nothing|yet|still|pending|status|delay|overdue}",
                "{not|never|still|no}..{receive|get|see|wait|have}..refund", "where be my {refund|money}",
                "{when|how long}..{refund|money back}", "money..{not|still|yet}..back", "refund..{nothing|no sign}",
            ]
        ),
        Rule(
            "refund.ask", .category(.refund), 3, tier: .complex, deniedBy: .wish,
            [
                "退款", "退钱", "退货", "退费", "退掉", "退了吧", "钱退", "退还", "想退", "要退", "给我退", "给退", "能退", "可以退", "退给我",
                "原路{返回|退回}", "取消..订单", "{订单|单子}..取消", "拍错", "不想要了", "退订", "退押金", "商品退回",
                "refund", "money back", "reimburse", "{return|send back} {it|this|them|the|these|my|an|something|item|product}",
                "{want|like|need} to return", "send..back", "cancel {it|this|the order|my order|order}", "cancel..order",
                "change my mind",
            ]
        ),
        Rule(
            "refund.exchange", .category(.refund), 3, tier: .complex, deniedBy: .wish,
            [
                "换货", "调换", "退换", "换{一个|一双|一件|一台|个|成|件|双}..{码|号|色|颜色|尺寸|尺码|款|大|小}", "换{大|小}{一号|一码|码|号}",
                "{尺寸|尺码|大小}..{换|退}", "换新的", "exchange", "swap..{for|size|color}", "different size",
            ]
        ),
        Rule(
            "refund.policy", .category(.refund), 3, tier: .basic,
            [
                "{七天|7天|#天}无理由", "无理由", "{怎么|如何|怎样|哪里}..{退货|退款|换货}", "退货..{运费|邮费|地址|流程|政策|条件}",
                "{运费|邮费}谁", "退换政策", "return policy", "refund policy", "{how|where|can}..{return|exchange}",
                "{postage|shipping|pay|label}..return", "return {label|postage|window|address}", "申请售后",
            ]
        ),
    ]

    static let damage: [Rule] = [
        Rule(
            "damage.broken", .category(.damage), 4, tier: .complex, deniedBy: .state,
            [
                "破损", "破碎", "摔坏", "摔碎", "碎了", "碎成", "碎掉", "碎的", "裂了", "裂开", "裂缝", "裂痕", "破了", "破洞", "压扁", "压坏",
                "变形", "凹{陷|进|了}", "磕碰", "漏液", "漏了", "洒了", "烂了", "断了", "断裂", "划痕", "刮花", "刮痕", "开裂", "掉漆",
                "damage", "crack", "smash", "shatter", "dent", "scratch", "tear", "rip", "in {pieces|bits}", "fall apart", "break",
            ]
        ),
        Rule(
            "damage.arrival", .category(.damage), 3, tier: .complex, deniedBy: .state,
            [
                "{收到|打开|拆开|拆封|到手|到货|开箱|收货|寄来|送来}..{坏|破|碎|裂|烂|瘪|脏|不能用|没声音|没反应|开不了|不亮|错|不一样|漏}",
                "刚{买|拆|收|到}..{坏|不能用|没反应|没声音|不亮}", "{坏|破|碎|烂}的",
                "{arrive|come|receive|deliver|open|unbox|box}..{break|damage|crack|smash|shatter|dent|scratch|tear|leak|bend|dead|stain|faulty}",
                "{out of the box|on arrival|brand new|first use}", "after {wear|use|wash}..once",
            ]
        ),
        Rule(
            "damage.wrong", .category(.damage), 4, tier: .complex,
            [
                "发错", "错发", "寄错", "发成", "货不对板", "{颜色|型号|尺码|尺寸|款式|规格|东西|商品}..{不对|不符|发错|弄错}",
                "{跟|和|与}..{图片|描述|照片|订的|买的|下单的|宣传}..{不一样|不符|不同|两回事|差}",
                "不是我{买|订|下单|要|拍}的", "买的是..{发|寄|送|收到|来}",
                "wrong {item|size|color|product|model|one|order|thing|shoe|version}",
                "{send|ship|receive|deliver|get}..wrong", "not what I order", "not as describe",
                "I order..{but|instead}..{get|receive|send|come}",
            ]
        ),
        Rule(
            "damage.missing", .category(.damage), 3.5, tier: .complex,
            [
                "少了{一|两|个|件|包|瓶|几|#}", "少发", "漏发", "缺件", "缺少", "缺了", "配件不全", "少{一|两|#}{个|件|包|瓶|只|双}",
                "miss {from|part|piece|item|screw|accessory}", "{part|piece|item|screw|accessory|shelf|charger}..miss",
                "come without", "incomplete", "only {receive|get}",
            ]
        ),
        Rule(
            "damage.quality", .category(.damage), 3.5, tier: .complex, deniedBy: .state,
            [
                "质量问题", "质量..{差|问题|烂|垃圾|不行|堪忧}", "次品", "残次", "瑕疵", "假货", "山寨", "不是正品", "劣质", "二手货", "用过的",
                "过期", "{日期|保质期}..过", "变质", "发霉", "异味", "生锈", "污渍", "开胶", "脱胶", "脱线", "起球", "掉色", "褪色", "缩水",
                "{poor|bad|terrible|awful|low|horrible} quality", "quality be {poor|bad|terrible}", "defective", "faulty", "expire",
                "expiry", "fake", "counterfeit", "mold", "mouldy", "cheaply made", "as if used", "second hand", "stain",
            ]
        ),
        Rule("damage.hint", .category(.damage), 1.5, tier: .complex, deniedBy: .state, ["坏了", "坏的", "有问题", "拉肚子"]),
    ]

    static let repair: [Rule] = [
        Rule(
            "repair.install", .category(.repair), 4, tier: .complex,
            [
                "上门安装", "安装师傅", "{约|预约}..{安装|装|师傅|上门}", "安装{收费|费用|费|服务|人员|时间|网点}", "{空调|热水器|洗衣机|电视|油烟机|灶|灯}..安装",
                "安装..{空调|热水器|洗衣机|电视|油烟机|灶具}", "移机", "装机", "师傅..{装|安装|上门}",
                "{book|schedule|arrange|need}..{engineer|technician|installer|installation|fitter}", "installation",
                "{come|engineer|technician|someone}..install", "install the {dishwasher|washer|oven|ac|boiler|tv}",
            ]
        ),
        Rule(
            "repair.fix", .category(.repair), 4, tier: .complex,
            [
                "维修", "修理", "返修", "寄修", "报修", "检修", "修{好|一下|不好|吗|么|了|手机|电脑}", "{能|可以|会|免费|上门}修", "寄到..修", "换{屏|个屏|块屏|电池|主板}",
                "师傅..{来|看|检查|修}", "上门{检查|检测|看看|维修}", "repair", "fix {my|the|it|this|a}", "technician", "engineer",
                "service center", "mend",
            ]
        ),
        Rule(
            "repair.warranty", .category(.repair), 4, tier: .basic,
            ["保修", "质保", "保固", "三包", "延保", "售后网点", "维修点", "服务网点", "附近..网点", "warranty", "guarantee period", "under guarantee"]
        ),
        Rule(
            "repair.parts", .category(.repair), 3.5, tier: .basic,
            [
                "滤芯", "滤心", "备件", "零件", "耗材", "{配件|电池|刷头|遥控器}..{哪里|买|购买|更换|多少钱}", "原装{配件|电池|滤芯}",
                "spare part", "{replacement|replace}..{part|filter|battery|screen|brush|hose|blade}", "filter",
            ]
        ),
        Rule(
            "repair.symptom", .category(.repair), 2.5, tier: .complex, deniedBy: .state,
            [
                "不制冷", "不冷", "不加热", "不热", "不脱水", "不转", "漏水", "滴水", "漏电", "不通电", "不启动", "不出水", "噪音", "异响", "跳闸",
                "用了{#|一|两|半|几|三}{年|个月}..{坏|不}", "stop {spin|heat|cool|drain|charge|freeze}",
                "not {cool|heat|drain|spin|turn on|charge}", "after {#|a|one|two|three|six} {month|year}", "leak water",
                "{drip|leak} from", "strange noise",
            ]
        ),
    ]
}
