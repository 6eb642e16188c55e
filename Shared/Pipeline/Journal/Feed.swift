package import Postgres
import Tickets

/// The whole journal in one order, for readers without Kafka: the desk, scripts, a curious engineer.
///
/// Rows come in order of their transaction and then of their position in it, and only up to the oldest transaction still
/// running: an id that was drawn early and commits late is never skipped.
package enum Feed {
    /// A place in the feed: everything up to it has been read.
    package struct Cursor: Hashable, Comparable, Sendable, CustomStringConvertible {
        package let tx: UInt64
        package let position: Int

        package static let beginning = Cursor(tx: 0, position: 0)

        package init(tx: UInt64, position: Int) {
            (self.tx, self.position) = (tx, position)
        }

        /// Reads `<transaction>.<position>`, as `description` writes it.
        package init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, let tx = UInt64(parts[0]), let position = Int(parts[1]), position >= 0 else {
                return nil
            }
            self.init(tx: tx, position: position)
        }

        package var description: String { "\(tx).\(position)" }

        package static func < (left: Cursor, right: Cursor) -> Bool {
            (left.tx, left.position) < (right.tx, right.position)
        }
    }

    package struct Page: Sendable {
        package let rows: [JournalRow]
        /// Where to read on.
        package let next: Cursor

        package init(rows: [JournalRow], next: Cursor) {
            (self.rows, self.next) = (rows, next)
        }
    }

    package static func read(after cursor: Cursor, atMost limit: Int, in session: borrowing Session) throws -> Page {
        let rows = try session.query(
            """
            SELECT ticket_id, seq, type, at, source, trace, data, tx, position FROM ticket_event
            WHERE (tx, position) > (\(XID8(cursor.tx)), \(cursor.position))
                AND tx < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY tx, position LIMIT \(limit)
            """
        )
        guard let last = rows.last else { return Page(rows: [], next: cursor) }
        let next = Cursor(tx: try last["tx", as: XID8.self].value, position: try last["position", as: Int.self])
        return Page(rows: try rows.map(JournalRow.init), next: next)
    }

    /// The place after everything that is readable now.
    package static func end(in session: borrowing Session) throws -> Cursor {
        let row = try session.query("SELECT pg_snapshot_xmin(pg_current_snapshot()) AS tx")[0]
        let xmin = try row["tx", as: XID8.self].value
        return Cursor(tx: xmin > 0 ? xmin - 1 : 0, position: Int.max)
    }

    /// The last readable row's place, to learn cheaply whether the feed has grown.
    package static func last(in session: borrowing Session) throws -> Cursor {
        let row = try session.first(
            """
            SELECT tx, position FROM ticket_event WHERE tx < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY tx DESC, position DESC LIMIT 1
            """
        )
        guard let row else { return .beginning }
        return Cursor(tx: try row["tx", as: XID8.self].value, position: try row["position", as: Int.self])
    }
}
