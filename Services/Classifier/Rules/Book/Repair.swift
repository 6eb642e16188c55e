import Tickets

extension RuleBook {
    static let repair: [Rule] = [
        Rule(
            "repair.install",
            .category(.repair),
            4,
            tier: .complex,
            [
                "安装{的人|工|师傅|人员}", "支架费", "安装费", "fitter", "installer", "assemble it for",
                "上门安装", "安装师傅", "{约|预约}..{安装|装|师傅|上门}", "安装{收费|费用|费|服务|人员|时间|网点}", "{空调|热水器|洗衣机|电视|油烟机|灶|灯}..安装",
                "安装..{空调|热水器|洗衣机|电视|油烟机|灶具}", "移机", "装机", "师傅..{装|安装|上门}",
                "{book|schedule|arrange|need}..{engineer|technician|installer|installation|fitter}", "installation",
                "{come|engineer|technician|someone}..install", "install the {dishwasher|washer|oven|ac|boiler|tv}",
            ]
        ),
        Rule(
            "repair.fix",
            .category(.repair),
            4,
            tier: .complex,
            [
                "派人", "{能|找|请}人{来|看}", "{somebody|someone|person}..{look at|come}", "哪里能配", "配一个",
                "new {battery|part|blade|cable|motor}",
                "维修", "修理", "返修", "寄修", "报修", "检修", "修{好|一下|不好|吗|么|了|手机|电脑}", "{能|可以|会|免费|上门}修", "寄到..修",
                "换{屏|个屏|块屏|电池|主板}",
                "师傅..{来|看|检查|修}", "上门{检查|检测|看看|维修}", "repair", "fix {my|the|it|this|a}", "technician", "engineer",
                "service center", "mend",
            ]
        ),
        Rule(
            "repair.warranty",
            .category(.repair),
            4,
            tier: .basic,
            [
                "保修", "质保", "保固", "三包", "延保", "售后网点", "维修点", "服务网点", "附近..网点", "warranty", "guarantee period",
                "under guarantee",
            ]
        ),
        Rule(
            "repair.parts",
            .category(.repair),
            3.5,
            tier: .basic,
            [
                "need a new {battery|part|filter|blade|cable|hose}", "滤网{坏|哪里|哪儿}",
                "滤芯", "滤心", "备件", "零件", "耗材", "{配件|电池|刷头|遥控器}..{哪里|买|购买|更换|多少钱}", "原装{配件|电池|滤芯}",
                "spare part", "{replacement|replace}..{part|filter|battery|screen|brush|hose|blade}", "filter",
            ]
        ),
        Rule(
            "repair.symptom",
            .category(.repair),
            2.5,
            tier: .complex,
            deniedBy: .state,
            [
                "{嗡嗡|吱吱|咔咔|老是|一直|总是}响", "lose {suction|power|pressure}", "有异响", "关不{上|紧}",
                "不工作了",
                "不制冷", "打不着火", "点不着火", "打不着", "不冷", "不加热", "不热", "不脱水", "不转", "漏水", "滴水", "漏电", "不通电", "不启动", "不出水",
                "噪音", "异响", "跳闸",
                "用了{#|一|两|半|几|三}{年|个月}..{坏|不}", "stop {spin|heat|cool|drain|charge|freeze}",
                "not {cool|heat|drain|spin|turn on|charge}", "after {#|a|one|two|three|six} {month|year}", "leak water",
                "{drip|leak} from", "strange noise",
            ]
        ),
    ]
}
