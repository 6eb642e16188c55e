package import Tickets

/// Facts small enough to be sent to strangers: Standard Webhooks asks for less than 20 kB.
extension TicketFact {
    /// The same with what is long in it cut to `limit` bytes; what has no length of its own is left as it is.
    package func shortened(to limit: Int) -> TicketFact {
        switch self {
        case .received(var received):
            received.text = received.text.cut(to: limit)
            received.subject = received.subject.cut(to: min(limit, 500))
            received.attachments = Array(received.attachments.prefix(limit / 1000))
            return .received(received)
        case .classified(var found):
            found.reasons = Array(found.reasons.prefix(limit / 1000))
            found.entities = Array(found.entities.prefix(limit / 1000))
            return .classified(found)
        case .progressed(var progress):
            progress.text = progress.text.cut(to: limit)
            return .progressed(progress)
        case .asked(var question):
            question.text = question.text.cut(to: limit)
            return .asked(question)
        case .noted(var note):
            note.text = note.text.cut(to: limit)
            return .noted(note)
        case .returned(var back):
            back.text = back.text.cut(to: limit)
            return .returned(back)
        case .resolved(var resolution):
            resolution.answer = resolution.answer.cut(to: limit)
            return .resolved(resolution)
        case .routed, .assigned, .promised, .warned, .breached, .accepted, .unrecognized:
            return self
        }
    }
}

extension String {
    /// The longest beginning of at most `limit` bytes that cuts no character.
    func cut(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var (end, size) = (startIndex, 0)
        while end < endIndex {
            size += self[end].utf8.count
            guard size <= limit else { break }
            formIndex(after: &end)
        }
        return String(self[..<end])
    }
}
