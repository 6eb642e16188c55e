import Tickets

extension RuleBook {
    static let security: [Rule] = [
        Rule(
            "security.theft",
            .category(.security),
            5.5,
            tier: .complex,
            deniedBy: .state,
            [
                "{没|没有}{下过|买过|操作过|消费过}", "用我的{名字|身份|信息|账户|账号|号|卡}",
                "{怕|担心}{别人|有人|被人}..{用|登|盗|付}", "手机丢", "not recognise", "card..not recognise",
                "{别人|有人|陌生人}..{用|登|知道}..我的", "我的..{被|给}..陌生人",
                "盗刷", "被盗", "盗号", "盗用", "冒用", "{不是|并非|非}{我|本人|我本人|我自己}{操作|买|下|消费|刷|弄|登|付}", "不是{我操作|本人|我本人}", "非本人",
                "莫名..被刷",
                "异地登{录|陆}",
                "外地..登{录|陆}", "被{人|别人|他人|陌生人}..{转走|登录|改了|兑换|下单|消费|盗|刷}", "余额..{转走|没了|被}", "陌生{扣款|消费|订单|设备|交易}",
                "未经..{授权|允许|同意}",
                "hack", "be steal", "steal my", "unauthorized", "unauthorised",
                "{unknown|unrecognized|strange} {charge|transaction|order|device|login|payment}",
                "not recognize", "{never|not} {authorize|authorise|make this|make that}",
                "{charge|order|transaction|purchase}..I never",
                "{someone|somebody}..{my account|my card|my password}", "not me", "identity theft", "compromise",
            ]
        ),
        Rule(
            "security.fraud",
            .category(.security),
            5.5,
            tier: .complex,
            [
                "自称..{客服|财务|工作人员|官方|你们|公安}", "{报|要|索要|告诉}..验证码", "bank detail",
                "win a prize", "won a prize", "中奖..{汇款|转账|缴费}",
                "诈骗", "骗子", "被骗", "冒充", "钓鱼", "假冒{客服|你们|官方}", "{填|要|提供}..{银行卡|卡号}..{验证码|密码}", "骗{我|钱}",
                "fraud", "fraudulent", "scam", "phishing", "pretend to be", "impersonate", "claim to be you",
                "ask for my {card|password|pin|bank}",
            ]
        ),
        Rule(
            "security.leak",
            .category(.security),
            5,
            tier: .complex,
            [
                "{地址|电话|信息|名字}..陌生人",
                "{信息|资料|数据|隐私|身份证|号码}..{泄露|泄漏|外泄|卖|倒卖}", "{泄露|泄漏|出卖}..{信息|资料|数据|隐私|号码}", "{骚扰|推销}电话",
                "leak..{data|info|information|detail|number|email}",
                "{data|information|detail|number|privacy}..{leak|breach|expose|sell}", "data breach", "spam call",
            ]
        ),
        Rule(
            "security.hint",
            .category(.security),
            2,
            tier: .complex,
            ["账户安全", "账号安全", "可疑", "suspicious", "两步验证", "two factor"]
        ),
    ]

    static let service: [Rule] = [
        Rule(
            "service.rude",
            .category(.service),
            4.5,
            tier: .complex,
            deniedBy: .state,
            [
                "爱答不理", "爱搭不理", "{说完|讲完|一半|直接}..挂", "laugh at me", "{翻白眼|冷嘲热讽|讽刺}",
                "{没|不}{礼貌|尊重}",
                "什么态度", "态度..{差|恶劣|不好|冷淡|有问题|敷衍|极差}", "骂{人|我}", "辱骂", "挂..电话", "不耐烦", "敷衍", "阴阳怪气", "说话..{难听|冲|不客气|凶}",
                "服务..{差|恶劣|糟糕|垃圾}",
                "{客服|人员|师傅|店员}..{凶|吼}", "对话关", "rude", "unprofessional", "hang up on", "{bad|terrible|awful} attitude",
                "{agent|staff|representative|rep|support|technician|assistant|person}..{shout|swear|lie|insult|mock|laugh|yell}",
                "condescend", "disrespect", "disrespectful", "impolite",
                "{worst|terrible|awful|poor|bad|horrible} {customer service|service|support}",
            ]
        ),
        Rule(
            "service.passed",
            .category(.service),
            4.5,
            tier: .complex,
            [
                "谁负责", "{三|几|两|四|不同}..说法", "explain..{time|people|person}", "six different people",
                "说法不{一|同}",
                "踢皮球", "推诿", "互相推", "推来推去", "转来转去", "转了{两|三|四|五|好几|#}个", "{让|叫|要}我{找|打|去|问}..{别的|其他|另|别人}",
                "没{人|有人|一个人}..{管|负责|理|处理|回复|解决|接|回|打}",
                "{没有|没}一个人", "transfer..{time|again|nobody|department|around}", "pass {me|around|from}", "run around",
                "runaround",
                "bounce..{between|around|from}", "{nobody|no one}..{help|care|reply|call|answer|respond|take}",
            ]
        ),
        Rule(
            "service.ignored",
            .category(.service),
            3,
            tier: .complex,
            [
                "不理{我|人|会}", "{不|没|没有}{回复|回消息|回信|回我}", "{打不通|没人接}", "ignore", "no {reply|response|answer}",
                "never {reply|respond|answer}",
                "not {reply|respond to|answer} {my|me|to}",
            ]
        ),
        Rule(
            "service.promise",
            .category(.service),
            4,
            tier: .complex,
            [
                "{答应|承诺|说好|保证}..{没下文|没有下文|没消息|不了了之|到现在|石沉大海}", "没下文", "不了了之",
                "{说好|承诺|答应|保证}..{回电|回复|联系|打电话|回访}", "{没|没有|不}{回电|回电话|回访}", "言而无信", "出尔反尔", "说话不算",
                "promise..{call|reply|contact|get back|email me}", "{no|never}..{call back|call me back}",
                "call back..{no one|never|not}",
            ]
        ),
        Rule(
            "service.manager",
            .category(.service),
            4.5,
            tier: .complex,
            [
                "{找|叫|让|要|转|请}..{经理|领导|主管|负责人|老板}", "投诉..{客服|师傅|员工|她|他|快递员|安装|服务|态度|店员|工号}", "{客服|师傅|员工|店员}..投诉", "工号",
                "{speak|talk|escalate|complain}..{manager|supervisor|superior}",
                "complaint {about|against} {your|the|a} {agent|staff|service|support}",
                "your manager", "a supervisor",
            ]
        ),
        Rule("service.complaint", .category(.service), 1.5, tier: .complex, ["投诉", "complaint", "complain"]),
        Rule("service.hint", .category(.service), 1, tier: .basic, ["客服", "接线员", "店员", "agent", "representative"]),
    ]

    static let other: [Rule] = [
        Rule(
            "other.spam",
            .category(.other),
            5,
            tier: .basic,
            [
                "代开", "办{理贷款|证|信用卡}", "加{微信|v信|薇信}", "兼职", "刷单", "博彩", "贷款", "{make|earn} money", "click here",
                "cheap loan", "casino", "lottery",
                "seo service", "crypto investment", "work from home",
            ]
        ),
        Rule(
            "other.greeting",
            .category(.other),
            2.5,
            tier: .basic,
            [
                "你好", "您好", "在吗", "在么", "在不在", "有人吗", "哈喽", "哈罗", "哈啰", "哈囉", "hello", "hi", "hey",
                "good {morning|afternoon|evening}",
            ]
        ),
        Rule(
            "other.thanks",
            .category(.other),
            2.5,
            tier: .basic,
            ["谢谢", "感谢", "没事了", "解决了", "thank", "thank you", "never mind", "nevermind", "no worry", "all sorted"]
        ),
        Rule(
            "other.chat",
            .category(.other),
            2.5,
            tier: .basic,
            [
                "天气", "讲个笑话", "你是机器人", "几点了", "移动公司", "test", "测试", "weather", "joke", "capital of",
                "are you {a robot|human|real}",
            ]
        ),
    ]
}
