import Tickets

extension RuleBook {
    static let refund: [Rule] = [
        Rule(
            "refund.progress",
            .category(.refund),
            5,
            tier: .complex,
            deniedBy: .wish,
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
            "refund.ask",
            .category(.refund),
            3,
            tier: .complex,
            deniedBy: .wish,
            [
                "怎么退", "退{一件|一个|一双|了}", "{想|要|能|同意|给我|帮我|自动|全部|全额}退", "撤销订单", "撤单",
                "拒收", "还给我", "credit my card", "for the return", "{send|post} {this|it|them|the}..back", "退回",
                "退款", "退钱", "退货", "退费", "退掉", "退了吧", "钱退", "退还", "想退", "要退", "给我退", "给退", "能退", "可以退", "退给我",
                "原路{返回|退回}", "取消..订单", "{订单|单子}..取消", "拍错", "不想要了", "退订", "退押金", "商品退回",
                "refund", "money back", "reimburse",
                "{return|send back} {it|this|them|the|these|my|an|something|item|product}",
                "{want|like|need} to return", "send..back", "cancel {it|this|the order|my order|order}",
                "cancel..order",
                "change my mind",
            ]
        ),
        Rule(
            "refund.exchange",
            .category(.refund),
            3,
            tier: .complex,
            deniedBy: .wish,
            [
                "换{#码|#号}", "给我换", "换个{大|小|颜色|款}", "get a different {color|size|one}",
                "{different|another|other} {color|size}..instead",
                "换货", "调换", "退换", "换{一个|一双|一件|一台|个|成|件|双}..{码|号|色|颜色|尺寸|尺码|款|大|小}", "换{大|小}{一号|一码|码|号}",
                "{尺寸|尺码|大小}..{换|退}", "换新的", "exchange", "swap..{for|size|color}", "different size",
            ]
        ),
        Rule(
            "refund.policy",
            .category(.refund),
            3,
            tier: .basic,
            [
                "{七天|7天|#天}无理由", "无理由", "{怎么|如何|怎样|哪里}..{退货|退款|换货}", "退货..{运费|邮费|地址|流程|政策|条件}",
                "{运费|邮费}谁", "退换政策", "return policy", "refund policy", "{how|where|can}..{return|exchange}",
                "{postage|shipping|pay|label}..return", "return {label|postage|window|address}", "申请售后",
            ]
        ),
        Rule("refund.hint", .category(.refund), 2, deniedBy: .wish, ["退", "return", "押金", "定金", "credit note"]),
    ]
}
