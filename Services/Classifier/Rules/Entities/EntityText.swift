/// A text laid out for looking around a place: plain characters by position, with their bytes.
struct EntityText {
    /// Full-width forms are made plain: ￥１２ is ¥12, and lower case decides nothing.
    let scalars: [Unicode.Scalar]
    private let offsets: [Int]

    init(_ text: String) {
        var scalars: [Unicode.Scalar] = []
        var offsets: [Int] = []
        var offset = 0
        for scalar in text.unicodeScalars {
            scalars.append(scalar.narrow)
            offsets.append(offset)
            offset += UTF8.width(scalar)
        }
        self.scalars = scalars
        self.offsets = offsets + [offset]
    }

    subscript(place: Int) -> Unicode.Scalar? {
        scalars.indices.contains(place) ? scalars[place] : nil
    }

    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    func entity(_ kind: Entity.Kind, _ value: String, _ range: Range<Int>) -> Entity {
        Entity(kind: kind, value: value, bytes: offsets[range.lowerBound]..<offsets[range.upperBound])
    }

    /// The longest stretch from `start` on that consists of `characters`, no longer than `limit`.
    func run(from start: Int, limit: Int, of characters: (Unicode.Scalar) -> Bool) -> Range<Int> {
        var end = start
        while end < scalars.count, end - start < limit, characters(scalars[end]) { end += 1 }
        return start..<end
    }

    /// Up to `limit` characters before a place, in lower case.
    func before(_ place: Int, limit: Int) -> String {
        text(max(0, place - limit)..<place).lowercased()
    }

    /// Up to `limit` characters from a place on, in lower case.
    func after(_ place: Int, limit: Int) -> String {
        text(min(place, scalars.count)..<min(scalars.count, place + limit)).lowercased()
    }

    /// The places where a run of digits begins.
    var numberStarts: [Int] {
        scalars.indices.filter { scalars[$0].isDigit && !(self[$0 - 1]?.isDigit ?? false) }
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }

    var isLatinLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

    var isLatinOrDigit: Bool { isDigit || isLatinLetter }
}
