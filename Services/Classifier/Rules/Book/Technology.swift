import Tickets

extension RuleBook {
    static let fault: [Rule] = [
        Rule(
            "fault.crash",
            .category(.fault),
            4,
            tier: .complex,
            deniedBy: .state,
            [
                "蓝屏", "something go wrong", "一片空白", "脱机", "闪屏", "花屏",
                "闪退", "崩溃", "崩了", "卡死", "死机", "白屏", "黑屏", "转圈", "加载{不出|失败|不了|慢}", "报错", "错误代码", "网络异常",
                "系统{错误|繁忙|异常|故障|崩}",
                "服务器", "卡顿", "{很|太|特别|非常}卡", "卡得", "卡的{要|不行}", "宕机", "瘫痪", "变砖", "页面{空白|全是空白|错误}", "乱码", "bug",
                "报{404|500|502|503|#}",
                "crash", "freeze", "error {#|code|message}", "blank {page|screen}", "bug", "glitch", "outage",
                "unresponsive",
                "keep {crash|spin|freeze|disconnect|buffer|restart}", "time out", "server error",
            ]
        ),
        Rule(
            "fault.system",
            .category(.fault),
            4,
            tier: .complex,
            [
                "{网站|网页|页面|小程序|app|应用|软件|系统|后台|程序|客户端|平台|官网|购物车|链接}..{打不开|不能用|用不了|进不去|慢|错误|崩|卡|失败|异常|没反应|点不了|点不动|加载|无法}",
                "{site|website|app|page|server|system|platform|screen|cart|checkout}..{down|slow|crash|error|spin|freeze|stick|not load|not open|not work|not respond|hang|lag}",
                "{not|never} {respond|connect|load|open|sync}", "will not {load|open|connect|start|respond|sync}",
                "slow {today|site|app}",
            ]
        ),
        Rule(
            "fault.works-not",
            .category(.fault),
            2.5,
            tier: .complex,
            [
                "不显示", "蓝牙..断", "{刷新|重启|重装}..{没用|不行}", "{视频|直播}..断", "没有任何显示", "没有显示", "没有任何反应", "提示{缺少|错误|异常|失败}",
                "失灵", "不灵",
                "定位..{偏|不准|错}", "button..{do nothing|nothing|dead}", "do nothing when", "not sync", "loading",
                "不同步",
                "打不开", "进不去", "没反应", "没有反应", "{连不上|连接不上|连不了|连接失败}", "断网", "掉线", "点不{了|动}", "上传..失败",
                "{提交|保存|操作|上传|下载|播放}..失败",
                "无法{打开|使用|加载|连接|提交|播放|显示}", "重启..{还|也|都|没用}", "{更新|升级}{后|以后|之后|完}", "固件", "推送..收不到", "故障",
                "{不能|没法}{用|使用}",
                "be down", "not work", "stop working", "{after|since}..{update|upgrade}",
                "{wifi|bluetooth}..{not|drop|lose}", "slow", "error",
            ]
        ),
    ]

    static let account: [Rule] = [
        Rule(
            "account.login",
            .category(.account),
            4,
            tier: .complex,
            [
                "{link|code|password}..expire", "重新验证", "登{录|陆}..验证", "手机号..{已被使用|被占用|停用}",
                "{原|旧}账号",
                "登不{上|了|进|录}", "{无法|不能|没法|不让}登{录|陆|入}", "{登录|登陆|登入}..{失败|不了|不上|不进|问题|错误|异常}", "密码..{错误|不对|忘|锁}",
                "忘{记|了}..密码",
                "{验证码|短信}..{没|收不到|不来|发不|没有|未}", "收不到..{验证码|短信}", "{账号|帐号|账户}..{冻结|锁|封|停用}", "被锁",
                "{not|unable to} {log|sign} in",
                "lock out", "forget..{password|username|login|pin}",
                "{code|otp|sms|link}..{not|never}..{arrive|receive|get|come|work}",
                "{not|never}..{receive|get}..{code|otp}", "password..{wrong|incorrect|not work|reset}",
                "reset..password", "account..{lock|suspend|ban|block}", "怎么改绑定", "{改|换}绑定",
            ]
        ),
        Rule(
            "account.manage",
            .category(.account),
            4,
            [
                "{改|修改|换}..{名字|昵称|真名|头像}", "{combine|two|second}..account", "{update|change} my email",
                "{号码|手机号}..停用", "{注册|认证}..{不了|失败|不通过|提示|已被}",
                "注销", "{删除|合并|关闭}..{账号|帐号|账户|号}", "{账号|帐号|账户|号}..{合并|删除}", "{换|更换|修改|改|变更|绑定}..手机", "换绑", "解绑", "实名",
                "找回..{密码|账号|帐号}",
                "{delete|close|deactivate|merge|remove}..account", "{change|update}..{phone|email|number|username}",
                "verify my identity",
            ]
        ),
        Rule(
            "account.words",
            .category(.account),
            2,
            [
                "注册", "register", "sign up", "my profile", "实名认证",
                "登录", "登陆", "登入", "密码", "验证码", "用户名", "log in", "login", "sign in", "password", "verification code",
                "username",
            ]
        ),
        Rule("account.hint", .category(.account), 1, ["账号", "帐号", "账户", "my account", "手机号"]),
    ]
}
