package import Tickets

/// A client's claim that its request is the one that goes by this key.
package struct Claim: Hashable, Sendable {
    package let slot: Slot
    /// SHA-256 of the request: the same key with another fingerprint is a mistake of the client.
    package let fingerprint: [UInt8]

    package init(_ slot: Slot, fingerprint: [UInt8]) {
        (self.slot, self.fingerprint) = (slot, fingerprint)
    }

    /// A key as one client uses it; other clients may use the same key for something else.
    package struct Slot: Hashable, Comparable, Sendable {
        package let client: String
        package let key: String

        package init(client: String, key: String) {
            (self.client, self.key) = (client, key)
        }

        package static func < (left: Slot, right: Slot) -> Bool {
            (left.client, left.key) < (right.client, right.key)
        }
    }
}

/// What a key stands for already: the request it came with and the ticket that was made of it.
package struct Claimed: Hashable, Sendable {
    package let fingerprint: [UInt8]
    package let ticket: TicketID
    package let number: TicketNumber
    package let at: Instant

    package init(fingerprint: [UInt8], ticket: TicketID, number: TicketNumber, at: Instant) {
        (self.fingerprint, self.ticket, self.number, self.at) = (fingerprint, ticket, number, at)
    }
}

/// What becomes of one request of a batch.
package enum Verdict: Hashable, Sendable {
    /// It makes a ticket.
    case creates
    /// It says what the request at this place of the same batch says: one ticket for both.
    case repeats(Int)
    /// It says what an earlier request said: the same answer again.
    case replays(Claimed)
    /// Its key stands for another request.
    case contradicts
}

/// Decides which requests of a batch make tickets and which have been heard before.
package enum Claims {
    /// The places of the first request of each slot; requests without a claim are left out.
    package static func firsts(of claims: [Claim?]) -> [Int] {
        var seen: Set<Claim.Slot> = []
        return claims.indices.filter { place in claims[place].map { seen.insert($0.slot).inserted } ?? false }
    }

    /// Judges each request; `claimed` are the slots that stood for something before this batch.
    package static func judge(_ claims: [Claim?], claimed: [Claim.Slot: Claimed]) -> [Verdict] {
        var firsts: [Claim.Slot: (place: Int, fingerprint: [UInt8])] = [:]
        return claims.enumerated().map { place, claim in
            guard let claim else { return .creates }
            if let earlier = claimed[claim.slot] {
                return earlier.fingerprint == claim.fingerprint ? .replays(earlier) : .contradicts
            }
            if let first = firsts[claim.slot] {
                return first.fingerprint == claim.fingerprint ? .repeats(first.place) : .contradicts
            }
            firsts[claim.slot] = (place, claim.fingerprint)
            return .creates
        }
    }
}
