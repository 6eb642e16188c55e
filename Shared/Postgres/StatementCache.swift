/// Remembers which statements the server has prepared on one connection, and which was used longest ago.
struct StatementCache {
    /// The same text with other parameter types is another statement.
    struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    private struct Entry {
        let name: String
        var lastUse: Int
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0
    private var names = 0

    init(limit: Int = 256) {
        self.limit = limit
    }

    var count: Int { entries.count }

    func knows(_ key: Key) -> Bool { entries[key] != nil }

    mutating func name(for key: Key) -> String? {
        uses += 1
        entries[key]?.lastUse = uses
        return entries[key]?.name
    }

    mutating func newName() -> String {
        names += 1
        return "s\(names)"
    }

    /// Answers the name to deallocate when the cache was full.
    mutating func insert(_ key: Key, name: String) -> String? {
        let evicted = entries.count < limit ? nil : entries.min { $0.value.lastUse < $1.value.lastUse }
        if let evicted { entries[evicted.key] = nil }
        uses += 1
        entries[key] = Entry(name: name, lastUse: uses)
        return evicted?.value.name
    }

    mutating func forget(_ key: Key) {
        entries[key] = nil
    }

    mutating func forgetAll() {
        entries = [:]
    }
}
