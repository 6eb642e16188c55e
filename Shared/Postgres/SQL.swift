/// A statement with its values kept apart: interpolation can only ever make `$n` binds, so no value becomes SQL text.
///
///     "SELECT id FROM ticket WHERE id = ANY(\(ids)) AND \(onlyOpen)"
///
/// Pieces join with `+`, with `\(another)` and with `joined`. The literal parts come from the source code alone:
/// there is no way to make an `SQL` out of a `String` that was put together at run time.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    private enum Fragment {
        case text(String)
        case parameter(Parameter)
    }

    private var fragments: [Fragment] = []

    package init(stringLiteral text: StaticString) {
        fragments = [.text(text.description)]
    }

    package init(stringInterpolation: StringInterpolation) {
        fragments = stringInterpolation.sql.fragments
    }

    fileprivate init() {}

    /// The text sent to the server, and shown in errors.
    package var text: String {
        var text = ""
        var count = 0
        for fragment in fragments {
            switch fragment {
            case .text(let part): text += part
            case .parameter:
                count += 1
                text += "$\(count)"
            }
        }
        return text
    }

    var parameters: [Parameter] {
        fragments.compactMap { fragment in
            guard case .parameter(let parameter) = fragment else { return nil }
            return parameter
        }
    }

    package static func + (one: SQL, other: SQL) -> SQL {
        var sum = one
        sum += other
        return sum
    }

    package static func += (one: inout SQL, other: SQL) {
        one.fragments += other.fragments
    }
}

extension [SQL] {
    /// The pieces with a separator between them: conditions with `" AND "`, columns with `", "`.
    package func joined(separator: SQL) -> SQL {
        guard var sum = first else { return "" }
        for piece in dropFirst() { sum += separator + piece }
        return sum
    }
}

extension SQL {
    /// Collects the literal parts as text and everything else as binds.
    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        package typealias StringLiteralType = StaticString

        fileprivate var sql = SQL()

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.fragments.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            sql.fragments.append(.text(literal.description))
        }

        package mutating func appendInterpolation(_ value: some PostgresCodable) {
            sql.fragments.append(.parameter(Parameter(value)))
        }

        /// NULL when nil.
        package mutating func appendInterpolation<Value: PostgresCodable>(_ value: Value?) {
            sql.fragments.append(.parameter(Parameter(value)))
        }

        package mutating func appendInterpolation(_ piece: SQL) {
            sql += piece
        }

        package mutating func appendInterpolation(unescaped text: StaticString) {
            sql.fragments.append(.text(text.description))
        }

        /// A table, column or channel name, quoted.
        package mutating func appendInterpolation(identifier: String) {
            sql.fragments.append(.text(identifier.quotedIdentifier))
        }
    }
}

extension String {
    var quotedIdentifier: String {
        "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
