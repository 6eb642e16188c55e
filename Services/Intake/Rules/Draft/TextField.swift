/// What a text in a request may be: how long, one line or several, and what else is asked of it.
package struct TextField: Sendable {
    package let name: String
    /// Unicode scalars, as JSON Schema counts; a text of `n` scalars has at most `4n` bytes.
    package let longest: Int
    let hasLines: Bool
    /// What is wrong with a text of fit length, if anything.
    let complaint: @Sendable (String) -> String?

    init(
        _ name: String,
        longest: Int,
        hasLines: Bool = false,
        complaint: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        (self.name, self.longest, self.hasLines, self.complaint) = (name, longest, hasLines, complaint)
    }

    /// Everything that is asked of `text`, which has no blanks at its ends; nil when it will do.
    func fault(in text: String) -> String? {
        let count = text.utf8.count <= longest ? 0 : text.unicodeScalars.count
        guard count <= longest else { return "has \(count) characters, the most is \(longest); shorten it" }
        return control(in: text) ?? complaint(text)
    }

    private func control(in text: String) -> String? {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return nil }
        for (place, scalar) in text.unicodeScalars.enumerated() where scalar.properties.generalCategory == .control {
            if scalar == "\t" || scalar == "\n" || scalar == "\r" {
                if hasLines { continue }
                return "has a line break or tab at character \(place + 1); write it in one line"
            }
            let code = String(scalar.value, radix: 16)
            return "has the control character U+\(code) at character \(place + 1); leave it out"
        }
        return nil
    }
}

/// The texts of a request, each with its bounds; the OpenAPI document says the same.
package enum Fields {
    package static let text = TextField("text", longest: 20_000, hasLines: true)
    package static let subject = TextField("subject", longest: 200)
    package static let orderNumber = TextField("order_number", longest: 64, complaint: OrderNumber.complaint)
    package static let language = TextField("language", longest: 35, complaint: LanguageTag.complaint)
    package static let contactName = TextField("name", longest: 100)
    package static let phone = TextField("phone", longest: 40, complaint: PhoneNumber.complaint)
    package static let email = TextField("email", longest: 254, complaint: EmailAddress.complaint)
    package static let externalID = TextField("external_id", longest: 128)
    package static let fileName = TextField("name", longest: 255, complaint: FileName.complaint)
    package static let address = TextField("url", longest: 2048, complaint: WebAddress.complaint)
    package static let mediaType = TextField("media_type", longest: 127, complaint: MediaType.complaint)

    /// Bytes of one attachment.
    package static let largestAttachment: Int64 = 100 * 1024 * 1024
    package static let mostAttachments = 10

    package static let draft = ["text", "channel", "contact", "subject", "order_number", "language", "attachments"]
    package static let contact = ["name", "phone", "email", "external_id"]
    package static let attachment = ["name", "url", "media_type", "size"]
}
