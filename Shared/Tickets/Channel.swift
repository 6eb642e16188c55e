/// The way a customer reached us.
package enum Channel: String, Codable, CaseIterable, Sendable {
    /// 电话: an agent's note of a call.
    case phone
    /// 网页: the web form.
    case web
    /// The company's own app.
    case app
    /// 微信 / 企业微信: WeChat and WeCom.
    case wechat
    /// 邮件: e-mail.
    case email
    /// 合作方: another company's system, over the partner API.
    case partner
}
