/// A statement on its way, with what its failure is told by.
struct Statement {
    let text: String
    let parameters: [Parameter]
    /// Who wants the rows.
    var asked: PendingRows?

    var key: StatementCache.Key { StatementCache.Key(text: text, types: parameters.map(\.oid)) }
}
