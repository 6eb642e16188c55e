import Tickets

/// The company a new installation starts with: the departments of the default taxonomy, and people for trying things out.
enum DemoCompany {
    struct Department {
        let code: String
        let chinese: String
        let english: String
    }

    struct Person {
        let code: String
        let name: String
        let department: String
        var isLead = false
    }

    static let capacity = 1000

    static let departments: [Department] = [
        .init(code: "frontline", chinese: "客服一线", english: "Front line"),
        .init(code: "after-sales", chinese: "售后部", english: "After-sales"),
        .init(code: "logistics", chinese: "物流部", english: "Logistics"),
        .init(code: "technology", chinese: "技术部", english: "Technology"),
        .init(code: "finance", chinese: "财务部", english: "Finance"),
        .init(code: "marketing", chinese: "市场部", english: "Marketing"),
        .init(code: "product", chinese: "产品部", english: "Product"),
        .init(code: "sales", chinese: "销售部", english: "Sales"),
        .init(code: "risk", chinese: "风控部", english: "Risk and security"),
        .init(code: "care", chinese: "客户关怀部", english: "Customer care"),
    ]

    static let people: [Person] = [
        .init(code: "li.na", name: "李娜", department: "frontline"),
        .init(code: "wang.qiang", name: "王强", department: "frontline"),
        .init(code: "chen.jing", name: "陈静", department: "frontline", isLead: true),
        .init(code: "zhao.lei", name: "赵磊", department: "after-sales"),
        .init(code: "sun.yan", name: "孙燕", department: "after-sales", isLead: true),
        .init(code: "zhou.tao", name: "周涛", department: "logistics", isLead: true),
        .init(code: "wu.min", name: "吴敏", department: "logistics"),
        .init(code: "zheng.hao", name: "郑浩", department: "technology", isLead: true),
        .init(code: "feng.xue", name: "冯雪", department: "technology"),
        .init(code: "qian.li", name: "钱莉", department: "finance", isLead: true),
        .init(code: "he.jun", name: "何军", department: "marketing", isLead: true),
        .init(code: "luo.dan", name: "罗丹", department: "product", isLead: true),
        .init(code: "gao.fei", name: "高飞", department: "sales", isLead: true),
        .init(code: "xu.ning", name: "徐宁", department: "risk", isLead: true),
        .init(code: "tang.hui", name: "唐慧", department: "care", isLead: true),
    ]

    static let channels: [Channel] = Channel.allCases
}
