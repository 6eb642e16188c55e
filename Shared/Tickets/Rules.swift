/// What a service knows about its trade, as a value: same input, same state, same moment, same decision.
///
/// Rules never wait, read a clock, draw a random number, touch the outside or throw.
package protocol Rules<Input, State, Output>: Sendable {
    associatedtype Input: Sendable
    associatedtype State: Sendable
    associatedtype Output: Sendable

    /// Decides about `input` for a ticket whose state here is `state` (nil: none yet), at the database's `now`.
    func decide(_ input: Input, in state: State?, at now: Instant) -> Decision<State, Output>
}
