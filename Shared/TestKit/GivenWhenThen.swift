package import Testing
package import Tickets

/// Begins a sentence about rules: `given(rules, state).when(input, at: now).then(decision)`.
package func given<Body: Rules>(_ rules: Body, _ state: Body.State? = nil) -> Given<Body> {
    Given(rules: rules, state: state)
}

/// Rules and the state they are asked in.
package struct Given<Body: Rules> {
    let rules: Body
    let state: Body.State?

    package func when(_ input: Body.Input, at now: Instant = .noon) -> Decided<Body> {
        Decided(decision: rules.decide(input, in: state, at: now))
    }
}

/// What the rules decided, to be compared.
package struct Decided<Body: Rules> {
    package let decision: Decision<Body.State, Body.Output>
}

extension Decided where Body.State: Equatable, Body.Output: Equatable {
    package func then(
        _ expected: Decision<Body.State, Body.Output>,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(decision == expected, sourceLocation: sourceLocation)
    }
}

extension Instant {
    /// The moment at which tests happen when the moment does not matter: 2026-11-23 12:00 in Shanghai.
    package static let noon = Instant(seconds: 1_795_406_400)
}
