package import Postgres
package import Tickets

/// A stage in one value: who it is, what concerns it, how it decides and where the effects go.
package struct StageDefinition<Body: Rules>: Sendable {
    /// Its name: consumer group, schema of its own tables (`-` as `_`), and source of the events it writes.
    ///
    /// - Important: renaming it makes it read every topic from the beginning.
    package let name: String
    /// The types of the events that can be of concern, as of now; of all others only the place is read, from their headers.
    package let concerns: @Sendable (Pool) async throws -> Set<String>
    /// Turns an event into an input, before the transaction opens: expensive pure work belongs here.
    ///
    /// Nil: it is no concern of this stage.
    package let interpret: @Sendable (TicketEvent) -> Body.Input?
    package let rules: Body
    /// How it lets work gather.
    package let gathering: Gathering
    package let store: any StateStore<Body.State, Body.Output>

    package init(
        _ name: String,
        rules: Body,
        store: any StateStore<Body.State, Body.Output>,
        gathering: Gathering = .prompt,
        concerns isOfConcern: (EventType) -> Bool,
        interpret: @escaping @Sendable (TicketEvent) -> Body.Input?
    ) {
        let concerns = Set(EventType.allCases.filter(isOfConcern).map { $0.rawValue })
        self.init(
            name,
            rules: rules,
            store: store,
            gathering: gathering,
            concerns: { _ in concerns },
            interpret: interpret
        )
    }

    /// A stage whose `concerns` are asked before each batch, since it is told of some events only while somebody wishes it.
    package init(
        _ name: String,
        rules: Body,
        store: any StateStore<Body.State, Body.Output>,
        gathering: Gathering = .prompt,
        concerns: @escaping @Sendable (Pool) async throws -> Set<String>,
        interpret: @escaping @Sendable (TicketEvent) -> Body.Input?
    ) {
        (self.name, self.rules, self.store) = (name, rules, store)
        (self.gathering, self.concerns, self.interpret) = (gathering, concerns, interpret)
    }
}
