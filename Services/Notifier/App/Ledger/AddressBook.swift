import FoundationEssentials
import NotifierRules
import Pipeline
import Postgres
import Tickets

/// Who leads which department and which webhooks want what, as it is at the moment.
struct AddressBook {
    /// A webhook's wishes; nil means all.
    struct Subscription {
        let id: UUID
        let department: DepartmentCode?
        let events: Set<String>?
    }

    let leads: [DepartmentCode: [PersonCode]]
    let subscriptions: [Subscription]

    static func read(in session: borrowing Session) throws -> AddressBook {
        var leads: [DepartmentCode: [PersonCode]] = [:]
        for row in try session.query("SELECT code, department FROM person WHERE is_lead AND active ORDER BY code") {
            let department = DepartmentCode(rawValue: try row["department", as: String.self])
            leads[department, default: []].append(PersonCode(rawValue: try row["code", as: String.self]))
        }
        let rows = try session.query("SELECT id, department, events FROM notifier.webhook WHERE disabled_at IS NULL")
        let subscriptions = try rows.map { row in
            Subscription(
                id: try row["id", as: UUID.self],
                department: try row["department", as: String?.self].map(DepartmentCode.init(rawValue:)),
                events: try row["events", as: [String]?.self].map(Set.init)
            )
        }
        return AddressBook(leads: leads, subscriptions: subscriptions)
    }

    /// The types of the events that anybody is told of: people of some, other systems of what they subscribed to.
    static func wishes(in session: borrowing Session) throws -> Set<String> {
        let rows = try session.query("SELECT events FROM notifier.webhook WHERE disabled_at IS NULL")
        return try rows.reduce(into: forPeople) { wishes, row in
            wishes.formUnion(try row["events", as: [String]?.self] ?? everything)
        }
    }

    private static let everything = EventType.allCases.map { $0.rawValue }
    private static let forPeople = Set(EventType.allCases.filter(Audience.concerns).map { $0.rawValue })

    /// The ledger's lines for one fact: each recipient once.
    func notices(of event: TicketEvent, to recipients: [Recipient], at now: Instant) throws -> [Notice] {
        let type = event.fact.typeName
        var addresses: [Address] = []
        for recipient in recipients {
            addresses += self.addresses(of: recipient, for: type).filter { !addresses.contains($0) }
        }
        guard !addresses.isEmpty else { return [] }
        let payload = try Payload.json(event)
        return addresses.map { address in
            Notice(
                id: TicketID(at: now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max))).uuid,
                eventID: "\(event.ticket):\(event.seq)",
                recipient: address.recipient,
                channel: address.channel,
                ticket: event.ticket,
                type: type,
                payload: payload,
                trace: event.trace
            )
        }
    }

    private struct Address: Equatable {
        let recipient: String
        let channel: NoticeChannel
    }

    private func addresses(of recipient: Recipient, for type: String) -> [Address] {
        switch recipient {
        case .person(let code): [inApp(.person(code))]
        case .queue(let department): [inApp(.queue(department))]
        case .leads(let department): (leads[department] ?? []).map { inApp(.person($0)) }
        case .webhooks(let department):
            subscriptions.filter { $0.wants(type, of: department) }
                .map { Address(recipient: Self.recipient(webhook: $0.id), channel: .webhook) }
        }
    }

    private func inApp(_ owner: Owner) -> Address {
        Address(recipient: owner.description, channel: .inApp)
    }

    static func recipient(webhook id: UUID) -> String {
        "webhook:\(id.uuidString.lowercased())"
    }
}

extension AddressBook.Subscription {
    fileprivate func wants(_ type: String, of department: DepartmentCode?) -> Bool {
        (self.department == nil || self.department == department) && (events?.contains(type) ?? true)
    }
}
