/// Something a bot did wrong, and how to mend it where its rule's remedy is not the one.
struct BotFault: Sendable, Equatable {
    let what: String
    let remedy: String?

    init(_ what: String, remedy: String? = nil) {
        (self.what, self.remedy) = (what, remedy)
    }
}
