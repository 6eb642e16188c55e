/// Finds what a text names: order numbers, phones, e-mail addresses, amounts and dates.
///
/// Every search looks a bounded stretch around each place, so no text can make it slow.
enum EntityFinder {
    /// More of them are a list, not a message.
    private static let most = 50

    /// The entities in the order they stand in the text; where two overlap, the surer kind stays.
    static func entities(in original: String) -> [Entity] {
        let text = EntityText(original)
        let found = [
            EmailFinder.find(in: text), OrderNumberFinder.find(in: text), PhoneFinder.find(in: text),
            AmountFinder.find(in: text), DateFinder.find(in: text),
        ]
        var taken = [Bool](repeating: false, count: original.utf8.count)
        var kept: [Entity] = []
        var seen: Set<String> = []
        for entity in found.joined() where !entity.bytes.contains(where: { taken[$0] }) {
            for byte in entity.bytes { taken[byte] = true }
            if seen.insert("\(entity.kind) \(entity.value)").inserted { kept.append(entity) }
        }
        return Array(kept.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }.prefix(most))
    }
}
