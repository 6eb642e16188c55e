import Tickets

extension RuleBook {
    static let tone: [Rule] = [
        Rule(
            "tone.insult",
            .sentiment(.angry),
            3,
            deniedBy: .state,
            [
                "垃圾", "骗子", "无耻", "恶心", "混蛋", "王八蛋", "他妈", "tmd", "妈的", "滚", "坑人", "黑心", "奸商", "不要脸", "废物", "什么玩意",
                "什么破", "傻",
                "scam", "liar", "idiot", "incompetent", "useless", "pathetic", "crap", "bullshit", "joke of a", "thief",
                "disgusting",
                "rip off", "ripoff", "wtf", "damn",
            ]
        ),
        Rule(
            "tone.blame",
            .sentiment(.angry),
            2,
            deniedBy: .state,
            [
                "太差", "什么态度", "气死", "忍无可忍", "太过分", "过分", "离谱", "失望透顶", "太失望", "可恶", "岂有此理", "忽悠", "欺骗", "受够", "再也不",
                "投诉", "差评", "恶劣", "踢皮球", "敷衍",
                "凭什么", "耍我", "坑", "说话不算", "愤怒", "生气",
                "terrible", "awful", "horrible", "worst", "ridiculous", "unacceptable", "outrageous", "furious",
                "angry", "fed up",
                "sick of", "disappointed", "disgrace", "rude", "never {again|buy|order|shop}", "shame on", "how dare",
                "complaint",
                "enough be enough", "appalling", "frustrate",
            ]
        ),
        Rule(
            "tone.threat",
            .sentiment(.angry),
            3,
            [
                "曝光", "起诉", "告你们", "打官司", "12315", "消协", "工商局", "媒体", "律师", "黑猫", "法院", "报警抓", "sue", "lawyer",
                "attorney", "legal action",
                "small claim", "trading standard", "bad review", "{go|take}..{press|media|court|news}",
            ]
        ),
        Rule(
            "tone.press",
            .sentiment(.anxious),
            2,
            [
                "急", "着急", "焦急", "赶紧", "赶快", "马上", "立刻", "立即", "快点", "尽快", "等不及", "来不及", "催", "拜托", "求求", "求助", "在线等",
                "麻烦快", "速度", "救命",
                "urgent", "urgently", "asap", "as soon as possible", "immediately", "hurry", "right away", "quick",
                "please help",
                "desperate", "deadline", "time sensitive", "right now",
            ]
        ),
        Rule(
            "tone.worry",
            .sentiment(.anxious),
            2,
            deniedBy: .state,
            [
                "担心", "害怕", "怎么办", "焦虑", "不放心", "是不是丢", "是不是骗", "好怕", "慌", "怎么回事啊", "迟迟", "一直没", "一直不",
                "worry", "worried", "anxious", "afraid", "scared", "concerned", "nervous", "what should I do", "panic",
            ]
        ),
        Rule(
            "tone.praise",
            .sentiment(.positive),
            2.5,
            deniedBy: .state,
            [
                "满意", "点赞", "表扬", "好评", "太棒", "很棒", "非常好", "喜欢", "辛苦了", "非常感谢", "太感谢", "给力", "贴心", "耐心", "赞一个", "真不错",
                "很不错",
                "great service", "excellent", "amazing", "wonderful", "fantastic", "love {it|the|your|this}",
                "very happy", "well done",
                "thank you so much", "really helpful", "appreciate", "very helpful", "perfect", "awesome",
            ]
        ),
    ]
}
