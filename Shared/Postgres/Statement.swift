/// A statement on its way, with what its failure is told by.
struct Statement {
    let text: String
    let parameters: [Parameter]

    var key: StatementCache.Key { StatementCache.Key(text: text, types: parameters.map(\.oid)) }
}
