import DeskRules
import FoundationEssentials
import HTML
import HTTP
import Pipeline
import Postgres
import Synchronization
import Telemetry
import Tickets

/// Follows the journal once for all open boards, and sends each of them the cards that changed.
final class LiveBoard: Component {
    let name = "live-board"
    private static let pause = Duration.milliseconds(150)
    private static let heartbeat = Duration.seconds(15)
    private static let rowsPerPass = 500

    private struct Reader {
        let stream: EventStream
        let words: Words
        var cursor: Feed.Cursor
    }

    private let readers = Mutex<[Int: Reader]>([:])
    private let nextID = Atomic(0)
    private let service: ServiceContext
    private let names: Names

    init(_ service: ServiceContext, _ names: Names) {
        (self.service, self.names) = (service, names)
        service.metrics.gauge("desk_live_boards", help: "Boards that are open and live.") { [weak self] in
            self.map { Double($0.readers.withLock(\.count)) }
        }
    }

    /// A stream of what changes after `cursor`.
    func subscribe(after cursor: Feed.Cursor, _ words: Words) -> EventStream {
        let id = nextID.add(1, ordering: .relaxed).newValue
        let stream = EventStream()
        stream.onClose { [weak self] in
            _ = self?.readers.withLock { $0.removeValue(forKey: id) }
        }
        readers.withLock { $0[id] = Reader(stream: stream, words: words, cursor: cursor) }
        _ = stream.comment("live")
        return stream
    }

    func run() async throws {
        try await service.schemaIsCurrent()
        var beat = ContinuousClock.now
        while !Task.isCancelled {
            let sent = try await service.retrying(name) { try await pass() }
            if ContinuousClock.now - beat > Self.heartbeat {
                beat = .now
                for reader in readers.withLock({ Array($0.values) }) { _ = reader.stream.comment("still here") }
            }
            if sent == 0 { try? await Task.sleep(for: Self.pause) }
        }
        for reader in readers.withLock({ Array($0.values) }) { reader.stream.finish() }
    }

    /// Reads on from the place of the reader that is furthest behind.
    private func pass() async throws -> Int {
        guard let behind = readers.withLock({ $0.values.map(\.cursor).min() }) else { return 0 }
        let (page, cards) = try await service.pool.transaction { session in
            let page = try Feed.read(after: behind, atMost: Self.rowsPerPass, in: session)
            let tickets = try Journal.read(Array(Set(page.rows.map(\.ticket))), in: session)
            return (page, tickets.values.map(Card.init).sorted { $0.updatedAt < $1.updatedAt })
        }
        guard !page.rows.isEmpty else { return 0 }
        for words in Words.allCases {
            send(try cards.map { try message($0, words) }, upTo: page.next, to: words)
        }
        return page.rows.count
    }

    private func message(_ card: Card, _ words: Words) throws -> String {
        let view = CardView(card: card, words: words, names: names)
        let message = CardMessage(
            id: "t-\(card.ticket)",
            column: card.column.rawValue,
            version: card.version,
            html: view.html.description
        )
        return String(decoding: try JSONEncoder().encode(message), as: UTF8.self)
    }

    private func send(_ messages: [String], upTo cursor: Feed.Cursor, to words: Words) {
        let behind = readers.withLock { readers in
            readers.filter { $0.value.words == words && $0.value.cursor < cursor }
        }
        for (id, reader) in behind {
            for message in messages {
                _ = reader.stream.send(id: cursor.description, event: "card", data: message)
            }
            readers.withLock { $0[id]?.cursor = cursor }
        }
    }
}

/// One changed card, as the page's script reads it.
private struct CardMessage: Encodable {
    let id: String
    let column: String
    let version: Int
    let html: String
}
