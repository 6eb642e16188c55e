package import Tickets

/// The middle of every transaction: decide on each input in turn, each seeing what the ones before it did.
package struct Deliberation<Body: Rules>: Sendable {
    package struct Question: Sendable {
        package let ticket: TicketID
        package let input: Body.Input
        package let cause: TicketEvent?

        package init(ticket: TicketID, input: Body.Input, cause: TicketEvent? = nil) {
            (self.ticket, self.input, self.cause) = (ticket, input, cause)
        }
    }

    package private(set) var effects: [Effect<Body.State, Body.Output>] = []
    /// Tickets whose question was rejected, with the first reason; their later questions were not asked.
    package private(set) var rejected: [TicketID: (question: Question, reason: Reason)] = [:]
    private var states: [TicketID: Body.State]

    package init(_ questions: [Question], rules: Body, states: [TicketID: Body.State], at now: Instant) {
        self.states = states
        for question in questions where rejected[question.ticket] == nil {
            decide(question, rules, now)
        }
    }

    private mutating func decide(_ question: Question, _ rules: Body, _ now: Instant) {
        let ticket = question.ticket
        switch rules.decide(question.input, in: states[ticket], at: now) {
        case .keep(let state, let outputs):
            states[ticket] = state
            effects.append(Effect(ticket: ticket, cause: question.cause, state: state, outputs: outputs))
        case .close(let outputs):
            states[ticket] = nil
            effects.append(Effect(ticket: ticket, cause: question.cause, state: nil, outputs: outputs))
        case .ignore:
            break
        case .reject(let reason):
            rejected[ticket] = (question, reason)
        }
    }
}
