import IntakeRules
import Synchronization

/// The keys that transactions of this process are storing, so that a repetition is told so instead of holding up a batch.
final class KeysInFlight: Sendable {
    private let keys = Mutex<Set<Claim.Slot>>([])

    /// Marks the keys of a batch, but for those that another batch has in hand.
    ///
    /// - Returns: the places of the requests whose keys are another's.
    func begin(_ claims: [Claim?]) -> Set<Int> {
        keys.withLock { keys in
            let busy = claims.indices.filter { place in claims[place].map { keys.contains($0.slot) } ?? false }
            keys.formUnion(claims.compactMap { $0?.slot })
            return Set(busy)
        }
    }

    /// Releases what `begin` marked: the keys of the batch without those that were another's.
    func end(_ claims: [Claim?]) {
        keys.withLock { $0.subtract(claims.compactMap { $0?.slot }) }
    }
}
