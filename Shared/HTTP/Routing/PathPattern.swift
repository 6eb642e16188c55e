/// A route's path, read once, to be compared with the decoded segments of requests.
struct PathPattern: Sendable, Equatable {
    /// One segment of a pattern, the most exact kind first.
    enum Segment: Sendable, Equatable {
        case word(String)
        case name(String)
        case rest(String)

        var rank: Int {
            switch self {
            case .word: 0
            case .name: 1
            case .rest: 2
            }
        }
    }

    let segments: [Segment]

    init?(_ text: String) {
        guard text.hasPrefix("/") else { return nil }
        let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var segments: [Segment] = []
        for (index, part) in parts.enumerated() {
            guard let segment = Self.segment(String(part), isLast: index == parts.count - 1) else { return nil }
            segments.append(segment)
        }
        self.segments = segments
    }

    private static func segment(_ text: String, isLast: Bool) -> Segment? {
        guard text.hasPrefix("{") else {
            return text.contains { "{}".contains($0) } ? nil : .word(text)
        }
        guard text.hasSuffix("}") else { return nil }
        let isRest = text.hasSuffix("...}")
        let name = String(text.dropFirst().dropLast(isRest ? 4 : 1))
        guard !name.isEmpty, !name.contains(where: { "{}.".contains($0) }), isLast || !isRest else { return nil }
        return isRest ? .rest(name) : .name(name)
    }

    /// The values of the names, when the path fits.
    func match(_ path: [String]) -> [String: String]? {
        var values: [String: String] = [:]
        for (index, segment) in segments.enumerated() {
            guard index < path.count else { return nil }
            switch segment {
            case .word(let word):
                guard path[index] == word else { return nil }
            case .name(let name):
                guard !path[index].isEmpty else { return nil }
                values[name] = path[index]
            case .rest(let name):
                // An escaped slash would make `..%2Fsecret` a way out of the folder behind the pattern.
                guard path[index...].allSatisfy({ !$0.contains("/") && !$0.contains("\\") }) else { return nil }
                values[name] = path[index...].joined(separator: "/")
                return values
            }
        }
        return path.count == segments.count ? values : nil
    }

    /// Whether this pattern is to be tried before the other one.
    func precedes(_ other: PathPattern) -> Bool {
        for (mine, theirs) in zip(segments, other.segments) where mine.rank != theirs.rank {
            return mine.rank < theirs.rank
        }
        return segments.count > other.segments.count
    }

    /// Whether both fit the same paths: names may differ.
    func sameShape(as other: PathPattern) -> Bool {
        segments.count == other.segments.count
            && zip(segments, other.segments).allSatisfy { mine, theirs in
                if case .word(let one) = mine, case .word(let two) = theirs {
                    one == two
                } else {
                    mine.rank == theirs.rank
                }
            }
    }
}
