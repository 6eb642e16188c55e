/// Writes what happened as JSON lines, one object each, for people with `jq` and for log collectors.
package struct Logger: Sendable {
    package typealias Fields = KeyValuePairs<String, LogValue>
    package typealias Sink = @Sendable ([UInt8]) -> Void

    /// Lines below this level are not built at all.
    package var minimum: LogLevel

    private let fixed: [(name: String, value: LogValue)]
    private var context: [(name: String, value: LogValue)] = []
    private let clock: @Sendable () -> Int64
    private let sink: Sink

    /// A logger whose lines all carry the service, its version and which instance of it speaks.
    ///
    /// `clock` gives microseconds since 1970 and `sink` takes one whole line with its line feed; tests replace both.
    package init(
        service: String,
        version: String,
        instance: String,
        minimum: LogLevel = .info,
        clock: @escaping @Sendable () -> Int64 = { WallClock.microseconds() },
        sink: @escaping Sink = { StandardOutput.write($0) }
    ) {
        self.minimum = minimum
        self.clock = clock
        self.sink = sink
        fixed = [("service", .string(service)), ("version", .string(version)), ("instance", .string(instance))]
    }

    /// A logger that says nothing.
    package static let silent = Logger(service: "", version: "", instance: "", sink: { _ in })

    /// The same logger with fields that every one of its lines carries.
    package func with(_ fields: Fields) -> Logger {
        var copy = self
        copy.context = Self.merge(context, fields)
        return copy
    }

    /// The same logger with the ids of a trace in every line.
    package func with(_ trace: TraceContext) -> Logger {
        with(["trace_id": .string(trace.traceID.description), "span_id": .string(trace.spanIDText)])
    }

    package func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]) {
        log(.debug, message(), fields())
    }

    package func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]) {
        log(.info, message(), fields())
    }

    package func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]) {
        log(.warning, message(), fields())
    }

    package func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> Fields = [:]) {
        log(.error, message(), fields())
    }

    package func log(
        _ level: LogLevel,
        _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> Fields = [:]
    ) {
        guard level >= minimum else { return }
        var line = JSONLine()
        line.field("ts", .string(WallClock.text(ofMicroseconds: clock())))
        line.field("level", .string(level.rawValue))
        for (name, value) in fixed { line.field(name, value) }
        line.field("msg", .string(message()))
        for (name, value) in Self.merge(context, fields()) { line.field(name, value) }
        line.close()
        sink(line.bytes)
    }

    /// A name stands once in a line: a later field replaces an earlier one, and none can pose as one of our own.
    private static func merge(
        _ fields: [(name: String, value: LogValue)],
        _ added: Fields
    ) -> [(name: String, value: LogValue)] {
        var merged = fields
        for (name, value) in added {
            let name = reserved.contains(name) ? name + "_" : name
            if let place = merged.firstIndex(where: { $0.name == name }) {
                merged[place].value = value
            } else {
                merged.append((name, value))
            }
        }
        return merged
    }

    private static let reserved: Set<String> = ["ts", "level", "service", "version", "instance", "msg"]
}
