import HTTP
import Pipeline
import Postgres
import Synchronization
import Telemetry
import Tickets

/// Follows the journal once for all open boards, and sends each of them the cards that changed.
///
/// A board is told its place in the journal with the last event of each batch only: one that loses its connection in the
/// middle gets the whole batch again, and knows cards by their version.
final class LiveBoard: Component {
    private struct Reader {
        let stream: EventStream
        let words: Words
        var cursor: Feed.Cursor
    }

    let name = "live-board"
    private static let heartbeat = Duration.seconds(15)
    /// After a change, the next ones are gathered for so long.
    private static let gathering = Duration.milliseconds(200)
    /// Room for two of the largest batches: who is further behind is let go, and comes back for the rest.
    private static let capacity = 512 * 1024

    private let readers = Mutex<[Int: Reader]>([:])
    private let lastID = Atomic(0)
    private let service: ServiceContext
    private let watch: JournalWatch
    private let cardReader: CardReader
    private let renderings: [Words: Counter]

    init(_ service: ServiceContext, _ watch: JournalWatch) {
        (self.service, self.watch) = (service, watch)
        cardReader = CardReader(logger: service.logger)
        let help = "Batches of changed cards made into what boards show, by language."
        renderings = Dictionary(
            uniqueKeysWithValues: Words.allCases.map {
                ($0, service.metrics.counter("desk_live_batches_total", ["lang": $0.rawValue], help: help))
            }
        )
        service.metrics.gauge("desk_live_boards", help: "Boards that are open and live.") { [weak self] in
            self.map { Double($0.readers.withLock(\.count)) }
        }
    }

    /// A stream of what changes after `cursor`.
    func subscribe(after cursor: Feed.Cursor, _ words: Words) -> EventStream {
        let id = lastID.add(1, ordering: .relaxed).newValue
        let stream = EventStream(capacity: Self.capacity)
        // Boards that lost the same server should not all come back in the same moment.
        stream.retry(after: .seconds(Int.random(in: 1...3)))
        stream.send(event: "hello", data: #"{"version":"\#(Asset.version)"}"#)
        readers.withLock { $0[id] = Reader(stream: stream, words: words, cursor: cursor) }
        stream.onClose { [weak self] in
            _ = self?.readers.withLock { $0.removeValue(forKey: id) }
        }
        watch.stir()
        return stream
    }

    func run() async throws {
        try await service.schemaIsCurrent()
        var beat = ContinuousClock.now
        while !Task.isCancelled {
            let wasNews = try await service.retrying(name) { try await pass() }
            if .now >= beat {
                try await service.retrying(name) { try await sendBeat() }
                beat = .now + Self.heartbeat
            }
            if wasNews { await watch.wait(past: nil, until: .now + Self.gathering) }
            await watch.wait(past: furthestBehind, until: beat)
        }
        for reader in readers.withLock({ Array($0.values) }) { reader.stream.finish() }
    }

    private var furthestBehind: Feed.Cursor? {
        readers.withLock { $0.values.map(\.cursor).min() }
    }

    /// Reads on from the place of the reader that is furthest behind; answers whether there was anything.
    private func pass() async throws -> Bool {
        guard let behind = furthestBehind else { return false }
        let news = try await service.pool.transaction(isolation: .repeatableRead) { [cardReader] session in
            try News.read(after: behind, with: cardReader, in: session)
        }
        // A place that the journal has not reached is one of another database, as after a restored backup.
        reload(at: news.end) { $0 > news.end }
        guard news.cards != nil else {
            reload(at: news.end) { $0 < news.end }
            return true
        }
        guard news.next > behind else { return false }
        try send(news, from: behind)
        return true
    }

    private func reload(at end: Feed.Cursor, where isAstray: (Feed.Cursor) -> Bool) {
        for reader in move(to: end, where: { isAstray($0.cursor) }) {
            reader.stream.send(id: end.description, event: "reload", data: "{}")
        }
    }

    /// Who has subscribed meanwhile, and is even further behind or reads another language, has to wait for the next pass.
    private func send(_ news: News, from start: Feed.Cursor) throws {
        let isConcerned = { (reader: Reader) in reader.cursor >= start && reader.cursor < news.next }
        let languages = readers.withLock { Set($0.values.filter(isConcerned).map(\.words)) }
        let messages = try Dictionary(uniqueKeysWithValues: languages.map { ($0, try render(news, in: $0)) })
        let counts = try news.counts()
        for reader in move(to: news.next, where: { isConcerned($0) && messages[$0.words] != nil }) {
            for message in messages[reader.words] ?? [] { reader.stream.send(event: "card", data: message) }
            reader.stream.send(id: news.next.description, event: "counts", data: counts)
        }
    }

    private func render(_ news: News, in words: Words) throws -> [String] {
        renderings[words]?.increment()
        return try news.messages(in: words)
    }

    /// The readers that are to be told something, which takes them to `cursor`.
    private func move(to cursor: Feed.Cursor, where isConcerned: (Reader) -> Bool) -> [Reader] {
        readers.withLock { readers in
            let concerned = readers.filter { isConcerned($0.value) }
            for id in concerned.keys { readers[id]?.cursor = cursor }
            return Array(concerned.values)
        }
    }

    /// Tells the boards the database's time, and with it that both it and we are there.
    private func sendBeat() async throws {
        guard furthestBehind != nil else { return }
        let now = try await service.pool.read { session in try Journal.now(in: session) }
        for reader in readers.withLock({ Array($0.values) }) {
            reader.stream.send(event: "beat", data: #"{"now":\#(now.microseconds / 1000)}"#)
        }
    }
}
