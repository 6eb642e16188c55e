/// What is known about the customer beside the text; it can raise the priority.
package struct Circumstances: Sendable {
    /// How often they have contacted us about this problem, this time included.
    package let contacts: Int
    /// The customer is tagged 敏感型 or 高价值.
    package let needsCare: Bool

    package init(contacts: Int = 1, needsCare: Bool = false) {
        self.contacts = contacts
        self.needsCare = needsCare
    }
}
