import FoundationEssentials
import Kafka
import Pipeline
import RouterRules
import Tickets

/// A record from a department's actions topic, read before any transaction opens.
struct ActionLetter: Sendable {
    enum Content: Sendable {
        case action(BotAction)
        case refused(Reason)
    }

    let record: Record
    let content: Content

    init(_ record: Record) {
        self.record = record
        content = Self.read(record)
    }

    private init(_ record: Record, _ content: Content) {
        (self.record, self.content) = (record, content)
    }

    /// The same, refused because doing it fails for good.
    func refused(by error: any Error) -> ActionLetter {
        ActionLetter(record, .refused(Reason("doing it fails: \(String("\(error)".prefix(300)))")))
    }

    /// What tells it from all others, however often Kafka or the bot delivers it.
    ///
    /// A department's bots can only repeat themselves: an id of theirs cannot stand for another department's action.
    var messageID: String {
        switch content {
        case .action(let action): "\(record.topic)\n\(action.source)\n\(action.id)"
        case .refused: "\(record.topic)\n\(record.partition)\n\(record.offset)"
        }
    }

    private static func read(_ record: Record) -> Content {
        guard let department = Topic.department(ofActions: record.topic) else {
            return .refused(Reason("\(record.topic) is no department's actions topic"))
        }
        guard let bytes = record.value, !bytes.isEmpty else { return .refused(Reason("the record has no value")) }
        guard bytes.count <= ActionSchema.mostBytes else {
            return .refused(Reason("the value has \(bytes.count) bytes; at most \(ActionSchema.mostBytes) are read"))
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            return .refused(Reason("the value is not UTF-8"))
        }
        guard let json = try? JSONDecoder().decode(ActionJSON.self, from: Data(bytes)) else {
            return .refused(Reason("the value is not JSON"))
        }
        do {
            return .action(try ActionSchema(for: department).read(json))
        } catch {
            return .refused(error.reason)
        }
    }
}
