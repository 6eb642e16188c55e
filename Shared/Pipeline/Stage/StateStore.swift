package import Postgres
package import Tickets

/// Where a service keeps what its rules know, and how what they decide takes effect; always inside one transaction.
package protocol StateStore<State, Output>: Sendable {
    associatedtype State: Sendable
    associatedtype Output: Sendable

    /// Whether the outputs append to tickets, so that the tickets must be locked before anything is read.
    var appendsToTickets: Bool { get }

    /// Asks for what `load` will want whatever the tickets are, in the first round trip of the transaction.
    func ask(in session: borrowing Session) throws -> PendingRows?

    /// Loads the states of the tickets `ids`, which something is to be decided about; a ticket without one is left out.
    ///
    /// `tickets` are the same, locked and read; none for a store that appends nothing to them. `asked` is what `ask` gave.
    func load(
        _ ids: [TicketID],
        _ tickets: [TicketID: Ticket],
        _ asked: PendingRows?,
        in session: borrowing Session
    ) throws -> [TicketID: State]

    /// Makes the effects happen, in their order: states saved, facts appended with `writer`, own rows written.
    func save(
        _ effects: [Effect<State, Output>],
        with writer: inout Writer,
        in session: borrowing Session
    ) throws
}

extension StateStore {
    package func ask(in session: borrowing Session) throws -> PendingRows? { nil }
}

/// What one decision came to.
package struct Effect<State: Sendable, Output: Sendable>: Sendable {
    package let ticket: TicketID
    /// What it was decided about; nil for a clock that rang.
    package let cause: TicketEvent?
    /// The state to keep; nil closes it.
    package let state: State?
    package let outputs: [Output]
}

/// The state of rules that need none but the event.
package struct Stateless: Hashable, Sendable {
    package init() {}
}
