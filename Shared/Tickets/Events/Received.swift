/// 受理: a customer's message became a ticket.
package struct Received: Hashable, Codable, Sendable {
    package var number: TicketNumber
    package var channel: Channel
    /// The code of the token that let it in: which form, app or partner.
    package var source: String
    package var contact: Contact
    package var subject: String
    package var text: String
    package var orderNumber: String?
    /// The language the channel says the customer reads, as a BCP 47 tag; the classifier's own finding is separate.
    package var language: String?
    package var attachments: [Attachment]

    package init(
        number: TicketNumber,
        channel: Channel,
        source: String,
        contact: Contact,
        subject: String,
        text: String,
        orderNumber: String? = nil,
        language: String? = nil,
        attachments: [Attachment] = []
    ) {
        (self.number, self.channel, self.source, self.contact) = (number, channel, source, contact)
        (self.subject, self.text, self.orderNumber) = (subject, text, orderNumber)
        (self.language, self.attachments) = (language, attachments)
    }

    enum CodingKeys: String, CodingKey {
        case number, channel, source, contact, subject, text, language, attachments
        case orderNumber = "order_number"
    }
}
