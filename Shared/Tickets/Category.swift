/// What a ticket is about, in the words of the default taxonomy; when two fit, it is the step the customer needs next.
package enum Category: String, Codable, CaseIterable, Sendable {
    /// Wants money back, a return or an exchange; progress of a refund.
    case refund
    /// Arrived broken, wrong, missing, defective or expired.
    case damage
    /// Installation appointment, repair, warranty, spare parts.
    case repair
    /// Where is my parcel, late, lost, wrong address, courier.
    case delivery
    /// App, site or device does not work: error, slow, crash, outage.
    case fault
    /// Cannot log in, code not received, change phone, cancel the account.
    case account
    /// Charged twice, payment failed, invoice, bill, reconciliation.
    case payment
    /// Coupon, discount not applied, points, campaign rules, price protection.
    case promotion
    /// How to use, which model, features, stock, specification.
    case usage
    /// Feature request, improvement idea.
    case suggestion
    /// Bulk order, customised plan, quotation, contract, partnership.
    case business
    /// Stolen account, fraud, unknown charge, personal-data leak.
    case security
    /// Rude, ignored, passed around, a promise broken, wants a manager.
    case service
    /// Unclear, greeting, spam, not ours.
    case other

    package var chineseName: String {
        switch self {
        case .refund: "退款退货"
        case .damage: "商品破损与质量"
        case .repair: "安装与维修"
        case .delivery: "物流配送"
        case .fault: "系统故障"
        case .account: "账号登录"
        case .payment: "支付与发票"
        case .promotion: "优惠活动"
        case .usage: "产品咨询与使用"
        case .suggestion: "建议与新需求"
        case .business: "合作与定制"
        case .security: "账户安全与欺诈"
        case .service: "服务投诉"
        case .other: "其他"
        }
    }

    package var englishName: String {
        switch self {
        case .refund: "Refunds and returns"
        case .damage: "Damage and quality"
        case .repair: "Installation and repair"
        case .delivery: "Delivery"
        case .fault: "System fault"
        case .account: "Account and login"
        case .payment: "Payment and invoice"
        case .promotion: "Promotions"
        case .usage: "Product questions"
        case .suggestion: "Suggestions"
        case .business: "Business and customisation"
        case .security: "Account security and fraud"
        case .service: "Complaint about service"
        case .other: "Other"
        }
    }

    /// The department a new installation sends this category to; administrators can change the mapping.
    package var defaultDepartmentCode: String {
        switch self {
        case .refund, .damage, .repair: "after-sales"
        case .delivery: "logistics"
        case .fault, .account: "technology"
        case .payment: "finance"
        case .promotion: "marketing"
        case .usage, .suggestion: "product"
        case .business: "sales"
        case .security: "risk"
        case .service: "care"
        case .other: "frontline"
        }
    }
}
