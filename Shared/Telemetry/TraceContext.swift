/// Where a piece of work stands in a distributed trace, as W3C `traceparent` carries it through HTTP and Kafka headers.
package struct TraceContext: Sendable, Hashable {
    /// The 128 bits that every span of one trace shares.
    package struct TraceID: Sendable, Hashable, CustomStringConvertible {
        package let high: UInt64
        package let low: UInt64

        package var description: String { hex(high) + hex(low) }
    }

    /// The header's name, in lower case as Kafka and HTTP/2 want it.
    package static let headerName = "traceparent"

    package let traceID: TraceID
    package let spanID: UInt64
    package let isSampled: Bool

    /// The 16 digits of the span id.
    package var spanIDText: String { hex(spanID) }

    /// The header's value, always written in version 00.
    package var header: String { "00-\(traceID)-\(spanIDText)-\(isSampled ? "01" : "00")" }

    /// The first span of a new trace, from three random numbers.
    package static func root(random: (UInt64, UInt64, UInt64), sampled: Bool = true) -> TraceContext {
        TraceContext(
            traceID: TraceID(high: random.0, low: nonZero(random.1)),
            spanID: nonZero(random.2),
            isSampled: sampled
        )
    }

    /// The first span of a new trace.
    package static func root(using random: inout some RandomNumberGenerator, sampled: Bool = true) -> TraceContext {
        root(random: (random.next(), random.next(), random.next()), sampled: sampled)
    }

    /// The next span of the same trace; its id is `random`.
    package func child(random: UInt64) -> TraceContext {
        TraceContext(traceID: traceID, spanID: Self.nonZero(random), isSampled: isSampled)
    }

    /// The next span of the same trace.
    package func child(using random: inout some RandomNumberGenerator) -> TraceContext {
        child(random: random.next())
    }

    /// All zeros means "no id" in the standard.
    private static func nonZero(_ value: UInt64) -> UInt64 {
        value == 0 ? 1 : value
    }
}

private func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
