import Kafka
import Testing

@Suite("The partitioner")
struct PartitionerTests {
    /// What Java clients make of these keys, as a whole number without its sign.
    private static let hashes: [(key: String, hash: Int64)] = [
        ("21", -973_932_308), ("foobar", -790_332_482), ("abc", 479_470_107),
        ("a-little-bit-long-string", -985_981_536), ("a-little-bit-longer-string", -1_486_304_829),
    ]

    @Test(arguments: hashes, [1, 3, 12])
    func `agrees with Java clients`(_ known: (key: String, hash: Int64), _ partitions: Int) {
        let expected = Int32((known.hash & 0x7FFF_FFFF) % Int64(partitions))
        #expect(Partitioner.murmur2(Array(known.key.utf8), of: partitions) == expected)
    }

    @Test(arguments: Platform.all)
    func `says where a producer's records are`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let producer = try bench.producer()
        let topic = try #require(try await bench.admin.topics().first { $0.name == bench.topic })
        let records = bench.records(0..<20, keys: 20)
        let deliveries = try await producer.publish(records)
        await producer.close()
        #expect(deliveries.failures == [])
        for (record, delivery) in zip(records, deliveries) {
            guard case .acknowledged(let partition, _) = delivery else { continue }
            #expect(try partition == Partitioner.murmur2(#require(record.key), of: topic.partitions))
        }
    }
}
