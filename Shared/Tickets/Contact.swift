/// The customer as one channel knows them; every part is optional, at least one is there.
package struct Contact: Hashable, Codable, Sendable {
    package var name: String?
    package var phone: String?
    package var email: String?
    /// The customer's id in the channel: an open id, an account, a partner's customer number.
    package var externalID: String?

    package init(name: String? = nil, phone: String? = nil, email: String? = nil, externalID: String? = nil) {
        (self.name, self.phone, self.email, self.externalID) = (name, phone, email, externalID)
    }

    package var isEmpty: Bool {
        name == nil && phone == nil && email == nil && externalID == nil
    }

    enum CodingKeys: String, CodingKey {
        case name, phone, email
        case externalID = "external_id"
    }
}
