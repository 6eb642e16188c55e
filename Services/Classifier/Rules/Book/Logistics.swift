import Tickets

extension RuleBook {
    static let delivery: [Rule] = [
        Rule(
            "delivery.words",
            .category(.delivery),
            2.5,
            [
                "待发货", "运输中", "收货时间", "returned to sender", "取件码", "customs", "海关", "清关", "寄{过来|出|送|往}", "送货", "派送中",
                "postage",
                "送到家",
                "快递", "物流", "包裹", "运单", "派送", "配送", "派件", "发货", "出货", "送达", "驿站", "送货", "收货地址", "自提", "超商", "转运",
                "顺丰", "中通", "圆通", "韵达", "申通", "邮政", "快递柜", "到货时间",
                "parcel", "courier", "deliver", "delivery", "ship", "shipping", "shipment", "tracking", "dispatch",
                "in transit", "mailman",
                "package", "postman",
            ]
        ),
        Rule(
            "delivery.late",
            .category(.delivery),
            4,
            tier: .complex,
            [
                "stick in customs", "{只|才}到了", "没人联系..送", "送到..{没|到现在}", "{今天|昨天}送到..没",
                "{快递|包裹|物流|货|东西|商品|件|单子}..{没到|还没到|没收到|没有收到|没动|不动|没更新|没有更新|未更新|没送|没动静|没来|没拿到|不见|查不到}",
                "{停在|卡在}..{转运|中心|分拨|#天|站|上海|北京|广州}", "{没|没有|未|不|还没}{发货|出货|寄出}", "催..{发货|快递|配送|派送}", "丢件", "丢了..{快递|包裹}",
                "{快递|包裹|货|件}..丢", "{已签收|显示签收}..{没|没有|未}", "迟迟{不|没|未}", "{没|没有|还没|未}{送到|送达|到货|寄到}",
                "{parcel|package|delivery|shipment|order}..{not arrive|never arrive|not come|never come|late|lose|delay|stick|miss|go missing|not here|not show up}",
                "where be my {order|package|parcel|stuff|delivery|shipment|item}",
                "tracking..{not|stick|no update|stop|nothing}",
                "{say|mark|show}..deliver..{not|never|no|nothing}", "never {arrive|turn up|show up}", "have not arrive",
                "not arrive",
                "still wait for..{order|package|parcel|delivery|item}", "overdue {delivery|order|parcel}",
                "{package|parcel|order|it} be due",
            ]
        ),
        Rule(
            "delivery.address",
            .category(.delivery),
            4,
            tier: .complex,
            [
                "地址..{错|改|修改|更改|换}", "{改|换|修改|更改}..地址", "改{寄|送}", "送错{地方|地址|楼|小区}",
                "{change|wrong|update|correct|new|different}..{address|street|postcode|zip|house number}", "redirect",
            ]
        ),
        Rule(
            "delivery.courier",
            .category(.delivery),
            3.5,
            tier: .complex,
            [
                "送货上门", "{不|没|不肯|没有}上楼", "{扔|放|丢}..{驿站|门口|快递柜|楼下|门卫}", "快递员", "暴力{分拣|运输}", "派件员", "送货员", "配送员",
                "{leave|throw|dump}..{neighbor|neighbour|outside|rain|door|porch|doorstep|gate}",
                "delivery {driver|guy|man}",
            ]
        ),
        Rule(
            "delivery.when",
            .category(.delivery),
            2.5,
            tier: .basic,
            [
                "{能|可以}寄", "寄到..{多少|要|几天|吗}", "海外..寄", "pick {it|them} up", "pick up", "ship to",
                "{再|重新|改天|晚点|周末|提前|周末再}送", "延后..送", "{改成|改到}..送", "{have|has} my order ship",
                "{几天|多久|什么时候|啥时候|何时|今天|明天}..{能到|可以到|会到|到货|送达|发货|送到|寄到|发出}", "{发|寄|走|用}..什么快递", "包邮", "运费{多少|怎么}",
                "{几天|多久}..到", "how long..{ship|deliver|arrive|get here}", "when..{arrive|ship|deliver|get here}",
                "deliver..{before|after|by|on|tomorrow|today}", "{shipping|delivery} {cost|fee|time|option}",
            ]
        ),
    ]
}
