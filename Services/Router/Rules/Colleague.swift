package import Tickets

/// Somebody on shift, and how much they have in hand.
package struct Colleague: Hashable, Sendable {
    package let person: PersonCode
    package let department: DepartmentCode
    /// How many tickets they can work on at a time.
    package let capacity: Int
    /// How many tickets they work on.
    package internal(set) var open: Int
    /// For how many open tickets they face the customer, whoever works on them.
    package internal(set) var owned: Int
    package let lastGivenAt: Instant?

    package init(
        _ person: PersonCode,
        in department: DepartmentCode,
        capacity: Int,
        open: Int = 0,
        owned: Int = 0,
        lastGivenAt: Instant? = nil
    ) {
        (self.person, self.department, self.capacity) = (person, department, capacity)
        (self.open, self.owned, self.lastGivenAt) = (open, owned, lastGivenAt)
    }

    var isFree: Bool { open < capacity }
}
