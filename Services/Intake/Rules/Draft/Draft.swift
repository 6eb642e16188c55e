package import Tickets

/// A message that was found fit to become a ticket; it lacks only its number.
package struct Draft: Hashable, Sendable {
    package var text: String
    package var subject: String
    package var contact: Contact
    package var orderNumber: String?
    package var language: String?
    package var attachments: [Attachment]

    package init(
        text: String,
        subject: String,
        contact: Contact,
        orderNumber: String? = nil,
        language: String? = nil,
        attachments: [Attachment] = []
    ) {
        (self.text, self.subject, self.contact) = (text, subject, contact)
        (self.orderNumber, self.language, self.attachments) = (orderNumber, language, attachments)
    }

    /// The first event of the ticket that this draft becomes.
    package func received(as number: TicketNumber, through channel: Channel, from source: String) -> Received {
        Received(
            number: number,
            channel: channel,
            source: source,
            contact: contact,
            subject: subject,
            text: text,
            orderNumber: orderNumber,
            language: language,
            attachments: attachments
        )
    }
}
