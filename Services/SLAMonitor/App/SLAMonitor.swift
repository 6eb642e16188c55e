import Pipeline
import SLAMonitorRules
import Tickets

/// Watches the promises made to customers and between departments.
@main struct SLAMonitor {
    /// The name of its consumer group, of its schema and of the source of its events.
    static let stage = EventConsumer.slaMonitor.rawValue

    static func main() async {
        await ServiceMain.run(stage, "sets a clock for each promise, and says when one is about to break") {
            try parts(in: $0)
        }
    }

    static func parts(in service: ServiceContext) throws -> [any Component] {
        let rules = SLARules(policy: .standard(warningShare: try service.settings(.warningShare)))
        let store = ClockStore(meters: ClockMeters(service.metrics))
        let pass = TimerPass(rules: rules, store: store, source: stage)
        return [
            try Stage(definition(rules, store), in: service),
            // A due clock is rung within a second; an empty pass is one look at an index.
            Repeating("timers", every: .milliseconds(250), in: service) {
                try await pass.run(over: service.pool).lateness.count
            },
        ]
    }

    static func definition(_ rules: SLARules, _ store: ClockStore) -> StageDefinition<SLARules> {
        StageDefinition(
            stage,
            rules: rules,
            store: store,
            gathering: .patient,
            concerns: SLAInput.concerns,
            interpret: SLAInput.init
        )
    }
}
