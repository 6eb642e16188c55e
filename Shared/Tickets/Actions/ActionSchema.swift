/// Says of JSON from a bot either which action it is, or everything that is wrong with it.
///
/// The department is that of the topic it came through, whatever the JSON claims: writing there is what Kafka allows
/// that department's bots, and no others.
package struct ActionSchema: Sendable {
    package static let mostText = 20_000
    /// The most that is read of one record: no field may be longer, and reading costs many times the size.
    package static let mostBytes = 256 * 1024

    private let department: DepartmentCode

    package init(for department: DepartmentCode) {
        self.department = department
    }

    package func read(_ json: ActionJSON) throws(MalformedAction) -> BotAction {
        guard case .object(let fields) = json else {
            throw MalformedAction(["an action must be a JSON object, not \(json.kind)"])
        }
        var event = FieldReader(fields, at: "")
        checkFormat(&event)
        let source = event.name("source", upTo: 200, for: "the URI of the bot that sends the action")
        let id = event.name("id", upTo: 200, for: "what tells this action of the source from all others")
        let trace = event.optionalText("traceparent", upTo: 60)
        let subject = subject(&event)
        let verb = verb(&event)
        let data = event.object("data", for: "what is to be done, and by whom")
        guard let verb, let data else { throw MalformedAction(event.problems) }
        var reader = FieldReader(data, at: "/data")
        let input = input(verb, &reader)
        let problems = event.problems + reader.problems
        guard problems.isEmpty, let source, let id, let subject, let input else { throw MalformedAction(problems) }
        return BotAction(source: source, id: id, subject: subject, input: input, trace: trace)
    }

    private func checkFormat(_ event: inout FieldReader) {
        let version = event.text("specversion", upTo: 20, for: "the version of CloudEvents, \"1.0\"")
        if let version, version != "1.0" {
            event.refuse("specversion", "must be \"1.0\", not \"\(shortened(version))\"")
        }
        let content = event.optionalText("datacontenttype", upTo: 100)
        if let content, content.lowercased().prefix(16) != "application/json" {
            event.refuse("datacontenttype", "must be \"application/json\", not \"\(shortened(content))\"")
        }
    }

    private func subject(_ event: inout FieldReader) -> BotAction.Subject? {
        guard let text = event.name("subject", upTo: 60, for: "the ticket's id or number") else { return nil }
        if let id = TicketID(text) { return .id(id) }
        if let number = TicketNumber(text) { return .number(number) }
        event.refuse("subject", "is no ticket id (a UUID) and no ticket number (such as SW-20261123-000042)")
        return nil
    }

    private func verb(_ event: inout FieldReader) -> ActionVerb? {
        guard let type = event.name("type", upTo: 200, for: "which action it is") else { return nil }
        if let verb = ActionVerb(type: type) { return verb }
        let known = ActionVerb.allCases.map(\.type).joined(separator: ", ")
        event.refuse("type", "is \"\(shortened(type))\", which is no action; there are \(known)")
        return nil
    }

    private func input(_ verb: ActionVerb, _ data: inout FieldReader) -> CommandRules.Input? {
        data.refuseFields(except: verb.fields, of: verb.type)
        let name = data.name("by", upTo: 100, for: "the name of the bot or person that acts")
        guard let command = command(verb, &data), let name else { return nil }
        return CommandRules.Input(command, by: Actor(department: department, name: name))
    }

    private func command(_ verb: ActionVerb, _ data: inout FieldReader) -> TicketCommand? {
        switch verb {
        case .accept:
            return .accept
        case .progress:
            let isPublic = data.optionalFlag("public") ?? false
            let text = data.text("text", upTo: Self.mostText, for: "word on how the work goes")
            return text.map { .progress(text: $0, isPublic: isPublic) }
        case .ask:
            let question = data.text("text", upTo: Self.mostText, for: "the question to the customer")
            return question.map { .ask(question: $0) }
        case .note:
            return data.text("text", upTo: Self.mostText, for: "the note").map { .note(text: $0) }
        case .resolve:
            let answer = data.text("text", upTo: Self.mostText, for: "the answer that the customer is given")
            return answer.map { .resolve(answer: $0) }
        case .return:
            return returning(&data)
        }
    }

    private func returning(_ data: inout FieldReader) -> TicketCommand? {
        let text = data.optionalText("text", upTo: Self.mostText) ?? ""
        let suggestion = suggestion(&data)
        guard let code = data.name("reason", upTo: 60, for: "why it is returned") else { return nil }
        guard let reason = ReturnReason(rawValue: code) else {
            let known = ReturnReason.allCases.map(\.rawValue).joined(separator: ", ")
            data.refuse("reason", "is \"\(shortened(code))\"; it must be one of \(known)")
            return nil
        }
        return .return(reason: reason, text: text, suggestion: suggestion)
    }

    private func suggestion(_ data: inout FieldReader) -> DepartmentCode? {
        guard let code = data.optionalText("department", upTo: 60) else { return nil }
        guard DepartmentCode.isValid(code) else {
            data.refuse("department", "is no department's code: 1 to 40 of a-z, 0-9 and inner dashes")
            return nil
        }
        return DepartmentCode(rawValue: code)
    }
}
