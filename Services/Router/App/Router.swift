import Pipeline
import Postgres
import RouterRules
import Tickets

/// Gives each ticket to a department and a person, shows it to the department's bots and does what they ask.
@main
struct Router {
    static func main() async {
        await ServiceMain.run("router", "gives tickets to departments and people, and does what bots ask") { service in
            try parts(of: service)
        }
    }

    static func parts(of service: ServiceContext) throws -> [any Component] {
        let definition = StageDefinition(
            EventConsumer.router.rawValue,
            rules: RouterRules(),
            store: RouterStore(metrics: service.metrics),
            concerns: RouterInput.concerns,
            interpret: RouterInput.init
        )
        return [
            try Stage(definition, in: service),
            try ActionConsumer(in: service),
            Repeating("shifts", every: .seconds(1), in: service) { try await ShiftPass.run(over: service.pool) },
            Repeating("inbox", every: .seconds(3600), in: service) { try await ActionInbox.purge(service.pool) },
        ]
    }
}
