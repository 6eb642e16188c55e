import Foundation
import Kafka
import Synchronization
import TestKit

/// Reads every topic from its beginning, as a stranger would, and keeps what it saw.
final class Canary: Sendable {
    static let group = "drill-canary"
    /// The header of records that the drill itself has put into a topic.
    static let mark = "drill"

    struct Sighting: Sendable {
        let record: Record
        /// The ticket and seq that the headers name.
        let ticket: String
        let seq: Int
        /// Seconds since 1970 at which it was seen.
        let at: Double

        var isInjected: Bool { record.headers.contains { $0.name == Canary.mark } }
    }

    private let servers: String
    private let seen = Mutex<[Sighting]>([])
    private let others = Mutex<[Record]>([])
    private let file: Mutex<FileHandle>
    private let reading = Mutex<Task<Void, Never>?>(nil)

    init(servers: String, file path: String) throws {
        self.servers = servers
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        file = Mutex(try FileHandle(forWritingTo: URL(filePath: path)))
    }

    func start() {
        let task = Task { await self.read() }
        reading.withLock { $0 = task }
    }

    func stop() async {
        let task = reading.withLock { $0 }
        task?.cancel()
        await task?.value
    }

    /// What was seen of `ticket.events`, in the order of each partition.
    var events: [Sighting] { seen.withLock { $0 } }

    /// What was seen of all other topics.
    var letters: [Record] { others.withLock { $0 } }

    var configuration: KafkaConfiguration {
        let options = ["session.timeout.ms": "6000", "heartbeat.interval.ms": "500"]
        return KafkaConfiguration(bootstrapServers: servers, clientID: "drill", overrides: options)
    }

    private func read() async {
        while !Task.isCancelled {
            guard
                let consumer = try? KafkaConsumer(
                    configuration,
                    group: Self.group,
                    topics: [#"^ticket\..*"#, #"^department\..*"#]
                )
            else { return }
            // An error that ends the reading: from the stored place on, with a new consumer.
            while let records = try? await consumer.next(atMost: 500), !records.isEmpty {
                keep(records)
                try? consumer.store(records)
            }
            await consumer.close()
        }
    }

    private func keep(_ records: [Record]) {
        let now = Date().timeIntervalSince1970
        let events = records.filter { $0.topic == "ticket.events" }.map { record in
            let id = record.header("ce_id")?.split(separator: ":") ?? []
            return Sighting(
                record: record,
                ticket: id.first.map(String.init) ?? "",
                seq: id.count == 2 ? Int(id[1]) ?? 0 : 0,
                at: now
            )
        }
        seen.withLock { $0 += events }
        others.withLock { $0 += records.filter { $0.topic != "ticket.events" } }
        let lines = records.map { record in
            let key = String(decoding: record.key ?? [], as: UTF8.self)
            let place = "\(record.topic)\t\(record.partition)\t\(record.offset)"
            return "\(place)\t\(key)\t\(Data(record.value ?? []).base64EncodedString())\n"
        }
        try? file.withLock { try $0.write(contentsOf: Data(lines.joined().utf8)) }
    }
}

extension Record {
    /// The text of a header.
    func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}
