/// Finds order numbers: letters and digits right after the words for "order number".
enum OrderNumberFinder {
    private static let cues = [
        "订单号", "訂單號", "订单编号", "訂單編號", "订单号码", "訂單號碼", "订单", "訂單", "单号", "單號", "编号", "編號",
        "order number", "order no", "order num", "order id", "order ref", "order", "ordernumber", "po number",
    ]
    /// What may stand between the words and the number.
    private static let fillers = [
        " ", ":", "#", ".", "是", "为", "為", "(", "[", "\"", "“", "【", "=", "is", "-", "\n", ",",
    ]
    /// A number with one of these behind it is a date, a sum or a count.
    private static let units: Set<Unicode.Scalar> = ["年", "月", "天", "元", "块", "塊", "个", "個", "件", "%", "万", "号"]

    static func find(in text: EntityText) -> [Entity] {
        text.scalars.indices
            .filter { isPart(text.scalars[$0]) && !(text[$0 - 1].map(isPart) ?? false) }
            .compactMap { number(from: $0, text) }
    }

    private static func number(from start: Int, _ text: EntityText) -> Entity? {
        let run = text.run(from: start, limit: 40, of: isPart)
        let value = text.text(run)
        let digits = value.unicodeScalars.count { $0.isDigit }
        guard (4...32).contains(run.count), digits >= 4, text[run.upperBound].map(units.contains) != true,
            isCued(text.before(start, limit: 24))
        else { return nil }
        return text.entity(.orderNumber, value.uppercased(), run)
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isLatinOrDigit || scalar == "-" || scalar == "_"
    }

    private static func isCued(_ before: String) -> Bool {
        var before = before[...]
        while let filler = fillers.first(where: before.hasSuffix) { before = before.dropLast(filler.count) }
        return cues.contains(where: before.hasSuffix)
    }
}
