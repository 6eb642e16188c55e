import Tickets

/// The table at the end of the demonstration: every sample ticket and where it went.
enum JourneyTable {
    private static let chinese = ["工单", "内容", "类别", "部门", "首问负责人", "毫秒"]
    private static let english = ["Ticket", "Text", "Category", "Department", "Owner", "ms"]

    static func lines(_ journeys: [Journeys.Journey], width: Int, inChinese: Bool) -> [String] {
        let headings = inChinese ? chinese : english
        var table = Table(
            columns: headings.indices.map { index in
                Table.Column(heading: headings[index], isNumber: index == 5, isElastic: index == 1)
            }
        )
        table.rows = journeys.map { cells($0, inChinese: inChinese) }
        return table.lines(width: width)
    }

    private static func cells(_ journey: Journeys.Journey, inChinese: Bool) -> [String] {
        let unknown = "–"
        return [
            journey.number, DisplayWidth.fit(journey.text, to: 44),
            journey.category.map { inChinese ? $0.chineseName : $0.englishName } ?? unknown,
            journey.department ?? unknown, journey.owner.map(name) ?? unknown,
            journey.milliseconds.map { String($0) } ?? unknown,
        ]
    }

    private static func name(_ owner: Owner) -> String {
        switch owner {
        case .person(let person): person.rawValue
        case .queue(let department): "(\(department))"
        }
    }

    /// The middle and the slowest of the times to routed.
    static func times(_ journeys: [Journeys.Journey]) -> String? {
        let sorted = journeys.compactMap(\.milliseconds).sorted()
        guard let slowest = sorted.last else { return nil }
        return "From received to routed: half within \(sorted[(sorted.count - 1) / 2]) ms, all within \(slowest) ms."
    }
}
