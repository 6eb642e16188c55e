/// What a department, by a person or a bot, can ask to be done with a ticket it holds.
package enum TicketCommand: Hashable, Sendable {
    case accept
    case progress(text: String, isPublic: Bool)
    case ask(question: String)
    case note(text: String)
    case resolve(answer: String)
    case `return`(reason: ReturnReason, text: String, suggestion: DepartmentCode?)
}
