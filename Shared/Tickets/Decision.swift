/// What a rule decides about one input: the whole effect, as a value.
package enum Decision<State: Sendable, Output: Sendable>: Sendable {
    /// Keep this state for the ticket, and let these things be known.
    case keep(State, emit: [Output])
    /// Forget the ticket's state, and let these things be known.
    case close(emit: [Output])
    /// The input changes nothing.
    case ignore
    /// The input cannot be right: it is put aside for a person to look at, and nothing else changes.
    case reject(Reason)
}

extension Decision: Equatable where State: Equatable, Output: Equatable {}

/// Why an input was refused, in words for the person who looks at it.
package struct Reason: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) {
        description = text
    }
}
