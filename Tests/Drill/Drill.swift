/// One way of breaking the system on purpose, with the sign by which one sees that it was broken.
struct Drill: Sendable {
    let number: Int
    let name: String
    /// What of it is lost where Kafka is not a real node of the drill's own; nil: nothing.
    var lostWithoutNode: String?
    /// Whether it stops and starts Kafka, so that somebody else's cannot serve.
    var stopsKafka = false
    /// Whether the clients ask again until they are told yes.
    var persists = true
    /// Breaks things and mends them again, and answers what was seen of it: each must be more than none.
    let run: @Sendable (Arena) async throws -> [Sign]

    /// A sign that the system was broken indeed, and how often it was seen.
    struct Sign: Hashable, Sendable {
        let name: String
        let count: Int

        init(_ count: Int, _ name: String) {
            (self.name, self.count) = (name, count)
        }
    }

    static let all = [kill, broker, database, cut, slow, again, poison, roll].sorted { $0.number < $1.number }
}

/// Why a drill cannot go on.
struct DrillFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
