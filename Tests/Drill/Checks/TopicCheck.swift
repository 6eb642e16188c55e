/// What a stranger read from `ticket.events` against the journal.
struct TopicCheck {
    struct Place: Hashable {
        let ticket: String
        let seq: Int
    }

    /// In the order of each ticket's partition.
    let seen: [Place]
    /// The journal before the topic was looked at: all of this must have been seen.
    let before: Set<Place>
    /// The journal afterwards: nothing but this may have been seen.
    ///
    /// A clock that rings meanwhile is in this one alone.
    let after: Set<Place>

    init(seen: [Place], before: Set<Place>, after: Set<Place>) {
        (self.seen, self.before, self.after) = (seen, before, after)
    }

    /// The topic against a journal to which nothing is added meanwhile.
    init(seen: [Place], journal: Set<Place>) {
        self.init(seen: seen, before: journal, after: journal)
    }

    /// How many records came more than once.
    var repetitions: Int { seen.count - Set(seen).count }

    /// I4: the topic holds what the journal holds, and each ticket's events came first in their order.
    var check: Check {
        let published = Set(seen)
        let missing = before.subtracting(published).map { "\($0.ticket):\($0.seq) was never published" }
        let invented = published.subtracting(after).map { "\($0.ticket):\($0.seq) is not in the journal" }
        return Check("I4", published.count, "events, \(repetitions) of them again", missing + invented + disorder)
    }

    private var disorder: [String] {
        var last: [String: Int] = [:]
        var offenders: [String] = []
        for place in seen where place.seq > last[place.ticket, default: 0] {
            if place.seq != last[place.ticket, default: 0] + 1 {
                offenders.append("\(place.ticket):\(place.seq) came after \(last[place.ticket, default: 0])")
            }
            last[place.ticket] = place.seq
        }
        return offenders
    }
}
