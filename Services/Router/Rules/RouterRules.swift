package import Tickets

/// Gives each ticket to the department whose step is next, and lets its first-asked owner stay.
///
/// A ticket without a department is handed on once, however often the event comes; a ticket that departments push to
/// and fro (互相推诿) goes to the front line, whose own suggestion is a ruling and is followed.
package struct RouterRules: Rules {
    /// From this many returns on, departments no longer choose where a ticket goes.
    package static let bouncesToArbitration = 2

    package init() {}

    package func decide(_ input: RouterInput, in work: Work?, at now: Instant) -> Decision<Work, RouterOutput> {
        guard let work else { return .reject(Reason("the journal tells of a ticket that has no row")) }
        switch input {
        case .classified(let found):
            guard isOpen(work), work.handOffs == 0 else { return .ignore }
            return hand(work, firstDepartment(found, work))
        case .returned(let returned):
            let news = RouterOutput.tell(returned.by.department, of: .returned)
            guard isOpen(work) else { return .keep(work, emit: [news]) }
            return hand(work, nextDepartment(returned, work), after: [news])
        case .resolved(let resolved):
            return .keep(work.finished, emit: [.tell(resolved.by.department, of: .resolved), .finish])
        case .worked(let change, let department):
            return .keep(work, emit: [.tell(department, of: change)])
        case .clockRang(let change):
            guard let department = work.department else { return .ignore }
            return .keep(work, emit: [.tell(department, of: change)])
        }
    }

    private func isOpen(_ work: Work) -> Bool {
        work.department == nil && !work.isFinished
    }

    private typealias Goal = (department: DepartmentCode, reason: String)

    private func firstDepartment(_ found: Classified, _ work: Work) -> Goal {
        if found.needsTriage { return (.frontline, "the classifier is unsure: the front line triages") }
        guard work.company.contains(found.department) else {
            return (.frontline, "there is no department \(found.department): the front line triages")
        }
        return (found.department, "classified as \(found.category.rawValue)")
    }

    private func nextDepartment(_ returned: Returned, _ work: Work) -> Goal {
        let from = returned.by.department
        let word = "\(from) returned it as \(returned.reason.rawValue)"
        if work.bounces >= Self.bouncesToArbitration, from != .frontline {
            return (.frontline, "\(word), return \(work.bounces): the front line arbitrates")
        }
        guard let suggestion = returned.suggestion, suggestion != from else { return (.frontline, word) }
        guard work.company.contains(suggestion) else {
            return (.frontline, "\(word) to \(suggestion), which is no department")
        }
        return (suggestion, "\(word) to \(suggestion)")
    }

    private func hand(_ work: Work, _ goal: Goal, after news: [RouterOutput] = []) -> Decision<Work, RouterOutput> {
        let handOff = HandOff(
            to: goal.department,
            owner: work.handOffs == 0 ? nil : work.owner,
            number: work.handOffs + 1,
            reason: goal.reason
        )
        return .keep(work.handed(handOff), emit: news + [.handOff(handOff)])
    }
}
