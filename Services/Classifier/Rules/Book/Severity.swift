extension RuleBook {
    static let grading: [Rule] = [
        Rule(
            "impact.many",
            .impact(.wide),
            1,
            [
                "所有人", "大家都", "全公司", "整个公司", "我们公司所有", "很多{人|用户|客户}都", "群里..都", "整栋", "全小区", "业务{全停|停了|中断}", "全部门店",
                "都进不去", "都打不开",
                "for all of us", "{everyone|everybody|all users|all of us|whole team|whole company|whole office}",
                "all our {customer|user|store|staff}", "down for all", "many {customer|user|people}",
            ]
        ),
        Rule(
            "impact.safety",
            .impact(.wide),
            1,
            deniedBy: .state,
            [
                "起火", "着火", "冒烟", "爆炸", "漏电", "触电", "烫伤", "受伤", "割伤", "划伤", "中毒", "拉肚子", "食物中毒", "住院", "送医", "过敏反应",
                "鼓包", "烧焦", "煤气泄漏", "燃气泄漏",
                "catch fire", "on fire", "smoke", "explode", "electric shock", "injure", "injury", "burn my", "poison",
                "hospital",
                "allergic reaction", "choke", "overheat", "safety hazard", "gas leak", "cut {my|her|his}",
            ]
        ),
        Rule(
            "impact.threat",
            .impact(.wide),
            1,
            [
                "曝光", "起诉", "告你们", "打官司", "12315", "消协", "消费者协会", "工商局", "市场监管", "媒体", "记者", "律师函", "律师", "黑猫", "法院",
                "上{微博|热搜|抖音|电视}",
                "sue", "lawyer", "attorney", "legal action", "small claim", "trading standard", "journalist",
                "consumer protection",
                "{go|take|report|tell|talk}..{press|media|court|newspaper}", "better business bureau",
            ]
        ),
        Rule(
            "impact.paid",
            .impact(.single),
            1,
            [
                "{不能|没法|无法}{用|使用}", "用不了", "钱", "元", "块钱", "扣款", "多扣", "付了", "交了", "余额", "损失", "money", "paid for",
                "{can|could} not {use|work}", "charge", "cost me", "fee", "useless",
            ]
        ),
        Rule(
            "urgency.now",
            .urgency(.urgent),
            1,
            [
                "正在{扣|转|漏|被}", "还在{扣|漏|转|被}", "一直在{扣|漏}", "赶紧冻结", "马上冻结", "立即冻结", "业务{全停|停了|中断}", "停产", "停业", "无法营业",
                "现在就", "漏水", "滴水", "漏电", "冒烟",
                "起火", "right now", "still {charge|take|leak}", "keep {charge|take}", "we can not work",
                "lose {money|sale|customer}", "emergency",
                "freeze my {account|card}", "block my {account|card}",
            ]
        ),
        Rule(
            "urgency.promise",
            .urgency(.urgent),
            1,
            [
                "{说好|承诺|答应|保证|说是|约好|约定}..{没|还没|没有|未|不|结果}", "{预约|约好}..{没来|没到|没有来}", "超过..{承诺|约定|时效|期限}", "逾期", "爽约",
                "超时", "早就该",
                "promise", "be suppose to", "be due", "overdue", "should have {arrive|be|come}", "never show up",
                "miss appointment",
                "{say|guarantee}..{but|still|yet}",
            ]
        ),
        Rule(
            "urgency.date",
            .urgency(.soon),
            1,
            [
                "今天", "今晚", "今早", "明天", "明早", "后天", "{周|星期|礼拜}{一|二|三|四|五|六|日|天|末}", "月底", "生日", "婚礼", "出差", "出国", "考试",
                "开业", "马上要", "等着用", "急用", "急需", "赶在",
                "前{要用|必须|需要|用}", "加急", "急", "尽快", "today", "tonight", "tomorrow",
                "{before|by|until|on|this} {monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend}",
                "birthday", "wedding",
                "deadline", "urgent", "urgently", "asap", "event", "as soon as possible", "travel", "holiday",
            ]
        ),
    ]

    static let grammar: [Rule] = [
        Rule(
            "denial.wish",
            .denial(.wish),
            0,
            [
                "不要", "不想", "不用", "无需", "不需要", "不必", "不是要", "不是想", "没想", "没有要", "不打算", "别给我", "not want", "not need",
                "no need",
                "not ask for", "not look for", "without", "rather than", "instead of",
            ]
        ),
        Rule(
            "denial.state",
            .denial(.state),
            0,
            ["没有", "没", "并没有", "并未", "未", "不是", "不会", "没出现", "not", "no", "never", "without", "no sign of"]
        ),
        Rule(
            "denial.none",
            .nothing,
            0,
            ["打不着火", "点不着火", "能不能", "可不可以", "是不是", "有没有", "会不会", "要不要", "不能不", "not only", "不仅", "没想到", "not sure if"]
        ),
        Rule(
            "question.words",
            .question,
            1,
            [
                "吗", "么", "怎么", "如何", "怎样", "多久", "多少", "什么时候", "啥时候", "何时", "哪里", "在哪", "哪个", "哪些", "是否", "能不能",
                "可不可以", "有没有", "请问", "几天", "几点", "什么条件",
                "咨询一下", "想问", "how {do|can|to|long|much|many|be|would}", "what {be|do|happen}", "when {do|will|be|can}",
                "where {do|can|be}",
                "which", "can I", "could I", "do you", "be there", "be it possible", "who {do|pay}", "may I", "is it",
            ]
        ),
        Rule(
            "pending.words",
            .pending,
            1,
            [
                "还没", "没有", "没", "未", "仍", "一直", "还在", "等了", "过去了", "了还", "没有结果", "不到账", "卡在", "still", "yet", "not",
                "wait", "never", "nothing",
                "be due", "no {news|update|sign}",
            ]
        ),
        Rule(
            "repeated.words",
            .repeated,
            1,
            [
                "第{三|四|五|六|#}次{联系|打|来|找|反馈|投诉|问|报修|发}", "{打|联系|反馈|问|找|投诉|催}了{三|四|五|六|七|八|十|好几|很多|无数|多|#}{次|遍|回}",
                "打了{三|四|五|六|好几|很多|无数|#}{次|个|通}电话", "{third|fourth|fifth|#rd|#th} time",
                "{three|four|five|several|many|# } times",
                "again and again", "keep {call|email|ask}", "转了..次",
            ]
        ),
    ]
}
