package import Tickets

/// Decides whether a request's JSON can become a ticket, and says everything that is wrong with it when it cannot.
package struct DraftRules: Sendable {
    /// The most faults told of one body.
    package static let mostFaults = 20

    private let channel: Channel

    /// - Parameter channel: the one that the client's token stands for.
    package init(channel: Channel) {
        self.channel = channel
    }

    package func read(_ body: JSONValue) -> Result<Draft, Refusal> {
        var reader = FieldReader()
        guard let members = reader.object(body, at: "", Fields.draft) else { return .failure(Refusal(reader.faults)) }
        let text = reader.text(Fields.text, of: members, isRequired: true)
        checkChannel(members["channel"], &reader)
        let contact = contact(members["contact"], &reader)
        let subject = reader.text(Fields.subject, of: members)
        let orderNumber = reader.text(Fields.orderNumber, of: members)
        let language = reader.text(Fields.language, of: members)
        let attachments = attachments(members["attachments"], &reader)
        guard reader.faults.isEmpty, let text else { return .failure(Refusal(reader.faults)) }
        return .success(
            Draft(
                text: text,
                subject: subject ?? Subject.from(text),
                contact: contact,
                orderNumber: orderNumber,
                language: language,
                attachments: attachments
            )
        )
    }

    private func checkChannel(_ value: JSONValue?, _ reader: inout FieldReader) {
        switch value {
        case nil, .null: return
        case .string(channel.rawValue): return
        case .string(let code) where Channel(rawValue: code) != nil:
            reader.refuse(
                "/channel",
                "is \(code), but the token stands for \(channel.rawValue); leave the field out or use \(code)'s token"
            )
        case .string:
            let codes = Channel.allCases.map(\.rawValue).joined(separator: ", ")
            reader.refuse("/channel", "is no channel; known are \(codes), and the token stands for \(channel.rawValue)")
        case let other?: reader.refuse("/channel", "expected a text, found \(other.kind)")
        }
    }

    private func contact(_ value: JSONValue?, _ reader: inout FieldReader) -> Contact {
        guard let value, value != .null else {
            reader.refuse("/contact", "is missing; send at least one of \(Fields.contact.joined(separator: ", "))")
            return Contact()
        }
        let before = reader.faults.count
        guard let members = reader.object(value, at: "/contact", Fields.contact) else { return Contact() }
        let contact = Contact(
            name: reader.text(Fields.contactName, of: members),
            phone: reader.text(Fields.phone, of: members),
            email: reader.text(Fields.email, of: members),
            externalID: reader.text(Fields.externalID, of: members)
        )
        if contact.isEmpty, reader.faults.count == before {
            reader.refuse("/contact", "names nobody; send at least one of \(Fields.contact.joined(separator: ", "))")
        }
        return contact
    }

    private func attachments(_ value: JSONValue?, _ reader: inout FieldReader) -> [Attachment] {
        guard let value, value != .null else { return [] }
        guard case .array(let elements) = value else {
            reader.refuse("/attachments", "expected an array, found \(value.kind)")
            return []
        }
        guard elements.count <= Fields.mostAttachments else {
            reader.refuse(
                "/attachments",
                "has \(elements.count) elements, the most is \(Fields.mostAttachments); send the rest with another message"
            )
            return []
        }
        return elements.enumerated().compactMap { attachment($1, at: "/attachments/\($0)", &reader) }
    }

    private func attachment(_ value: JSONValue, at pointer: String, _ reader: inout FieldReader) -> Attachment? {
        guard let members = reader.object(value, at: pointer, Fields.attachment) else { return nil }
        let name = reader.text(Fields.fileName, of: members, isRequired: true)
        let url = reader.text(Fields.address, of: members, isRequired: true)
        let mediaType = reader.text(Fields.mediaType, of: members)
        let size = reader.whole("size", of: members, in: 0...Fields.largestAttachment)
        guard let name, let url else { return nil }
        return Attachment(name: name, url: url, mediaType: mediaType, size: size)
    }
}

/// Why a body cannot become a ticket: one fault at least, in the order of the document's fields.
package struct Refusal: Error, Hashable, Sendable {
    /// The faults to tell, bounded.
    package let faults: [Fault]
    /// How many there are in all.
    package let count: Int

    init(_ faults: [Fault]) {
        (self.faults, count) = (Array(faults.prefix(DraftRules.mostFaults)), faults.count)
    }

    package var summary: String {
        switch count {
        case 1: "One field of the message needs correction."
        case ...DraftRules.mostFaults: "\(count) fields of the message need correction."
        default: "\(count) fields of the message need correction; the first \(faults.count) are listed."
        }
    }
}
