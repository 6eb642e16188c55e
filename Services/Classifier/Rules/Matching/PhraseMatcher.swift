/// Finds any number of phrases in one pass over a text (Aho–Corasick), however hostile the text is.
struct PhraseMatcher: Sendable {
    /// A phrase found, as a range of tokens.
    struct Occurrence {
        let phrase: Int
        let tokens: Range<Int>
    }

    private struct Node: Sendable {
        let parent: Int
        let symbol: Int
        let depth: Int
        /// The node of the longest proper ending that also begins a phrase.
        var fallback = 0
        /// The phrase that ends here.
        var phrase: Int?
        /// The nearest fallback where a shorter phrase ends.
        var shorter: Int?
    }

    private struct Step: Hashable, Sendable {
        let node: Int
        let symbol: Int
    }

    private var nodes = [Node(parent: 0, symbol: -1, depth: 0)]
    private var steps: [Step: Int] = [:]
    private var symbols: [Symbol: Int] = [:]

    /// A matcher of these phrases, all different; their positions are their names in what it finds.
    init(_ phrases: [[Symbol]]) {
        for (number, phrase) in phrases.enumerated() {
            let end = phrase.reduce(0) { node, symbol in child(of: node, by: symbol) }
            nodes[end].phrase = number
        }
        link()
    }

    private mutating func child(of node: Int, by symbol: Symbol) -> Int {
        let known = symbols[symbol] ?? symbols.count
        symbols[symbol] = known
        let step = Step(node: node, symbol: known)
        if let child = steps[step] { return child }
        steps[step] = nodes.count
        nodes.append(Node(parent: node, symbol: known, depth: nodes[node].depth + 1))
        return nodes.count - 1
    }

    /// Sets the fallbacks, from the root outwards: each needs those of shorter beginnings.
    private mutating func link() {
        for node in nodes.indices.dropFirst().sorted(by: { nodes[$0].depth < nodes[$1].depth }) {
            let parent = nodes[node].parent
            let fallback = parent == 0 ? 0 : next(from: nodes[parent].fallback, by: nodes[node].symbol).node
            nodes[node].fallback = fallback
            nodes[node].shorter = nodes[fallback].phrase == nil ? nodes[fallback].shorter : fallback
        }
    }

    /// Where a symbol leads, and how many steps that took.
    private func next(from node: Int, by symbol: Int) -> (node: Int, effort: Int) {
        var node = node
        var effort = 1
        while true {
            if let child = steps[Step(node: node, symbol: symbol)] { return (child, effort) }
            if node == 0 { return (0, effort) }
            node = nodes[node].fallback
            effort += 1
        }
    }

    /// Reports every occurrence in the order of their ends, the longest of one end first.
    ///
    /// Returns the steps it took: at most two for each token and one for each occurrence.
    func scan(_ tokens: [Token], found: (Occurrence) -> Void) -> Int {
        var node = 0
        var effort = 0
        for (position, token) in tokens.enumerated() {
            guard let symbol = token.literal.flatMap({ symbols[$0] }) ?? symbols[token.symbol] else {
                node = 0
                effort += 1
                continue
            }
            let step = next(from: node, by: symbol)
            node = step.node
            effort += step.effort
            var ending = nodes[node].phrase == nil ? nodes[node].shorter : node
            while let end = ending, let phrase = nodes[end].phrase {
                found(Occurrence(phrase: phrase, tokens: position + 1 - nodes[end].depth..<position + 1))
                effort += 1
                ending = nodes[end].shorter
            }
        }
        return effort
    }
}
