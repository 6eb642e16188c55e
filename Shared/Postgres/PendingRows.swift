/// Rows that were asked for in a transaction, and come with the answer to a later statement.
package final class PendingRows {
    /// Nil until then.
    package internal(set) var rows: [Row]?

    init() {}
}
