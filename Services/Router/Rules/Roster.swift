package import Tickets

/// The people on shift, to whom work is given one ticket at a time: each choice sees the ones before it.
package struct Roster: Sendable {
    private var colleagues: [Colleague]
    /// When each was last given something, as a count: who has waited longest for work gets it among equals.
    private var turns: [Int]
    private var lastTurn: Int
    private let places: [DepartmentCode: [Int]]

    package init(_ colleagues: [Colleague]) {
        self.colleagues = colleagues.sorted {
            ($0.lastGivenAt?.microseconds ?? .min, $0.person) < ($1.lastGivenAt?.microseconds ?? .min, $1.person)
        }
        turns = Array(colleagues.indices)
        lastTurn = colleagues.count
        places = Dictionary(grouping: self.colleagues.indices) { [sorted = self.colleagues] in sorted[$0].department }
    }

    /// Gives waiting work to whoever has the smallest share of their capacity in hand; what finds nobody keeps waiting.
    ///
    /// - Parameters:
    ///   - waiting: the queue, in any order; it is served by priority and then by age.
    ///   - limits: how much each department may be given at most; a department without a limit gets all it can take.
    /// - Returns: what was given to whom, in the order in which it was given.
    package mutating func assign(
        _ waiting: [WaitingWork],
        atMost limits: [DepartmentCode: Int] = [:]
    ) -> [(work: WaitingWork, person: PersonCode)] {
        var left = limits
        var full: Set<DepartmentCode> = []
        var given: [(work: WaitingWork, person: PersonCode)] = []
        for work in waiting.sorted() where !full.contains(work.department) {
            guard left[work.department, default: 1] > 0, let place = leastLoaded(in: work.department) else {
                full.insert(work.department)
                continue
            }
            left[work.department]? -= 1
            colleagues[place].open += 1
            given.append((work, take(place)))
        }
        return given
    }

    /// Chooses who faces the customer from first contact to the end: in the front line, who has least to do already.
    ///
    /// Owning is not limited by capacity: a customer is never without an owner because all are busy.
    package mutating func chooseOwner() -> Owner {
        let candidates = (places[.frontline] ?? []).filter { colleagues[$0].capacity > 0 }
        let load = { [colleagues] (place: Int) in colleagues[place].open + colleagues[place].owned }
        guard let place = least(of: candidates, by: load) else { return .queue(.frontline) }
        colleagues[place].owned += 1
        return .person(take(place))
    }

    private func leastLoaded(in department: DepartmentCode) -> Int? {
        least(of: (places[department] ?? []).filter { colleagues[$0].isFree }) { colleagues[$0].open }
    }

    /// Compares load ÷ capacity without dividing.
    private func least(of places: [Int], by load: (Int) -> Int) -> Int? {
        places.min { left, right in
            let (one, other) = (load(left) * colleagues[right].capacity, load(right) * colleagues[left].capacity)
            return (one, turns[left]) < (other, turns[right])
        }
    }

    private mutating func take(_ place: Int) -> PersonCode {
        lastTurn += 1
        turns[place] = lastTurn
        return colleagues[place].person
    }
}
