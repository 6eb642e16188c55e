import NotifierRules
import Pipeline
import Postgres
import Tickets

/// Tells people and other systems what happens to tickets that concern them.
@main struct Notifier {
    /// The name of its consumer group and of its schema.
    static let stage = EventConsumer.notifier.rawValue

    static func main() async {
        await ServiceMain.run(stage, "tells people in the app and other systems by webhook") {
            try parts(in: $0)
        }
    }

    static func parts(in service: ServiceContext) throws -> [any Component] {
        let meters = NoticeMeters(service.metrics)
        let survey = Survey(meters: meters)
        return [
            try Stage(definition(NoticeStore(meters: meters)), in: service),
            try WebhookSender(in: service, meters),
            Repeating("survey", every: .seconds(5), in: service) {
                try await survey.run(over: service.pool)
                return 0
            },
        ]
    }

    static func definition(_ store: NoticeStore) -> StageDefinition<Audience> {
        StageDefinition(
            stage,
            rules: Audience(),
            store: store,
            gathering: .patient,
            concerns: { pool in try await pool.read { session in try AddressBook.wishes(in: session) } },
            interpret: \.self
        )
    }
}
