internal import CRdKafka

/// To which partition a key belongs.
package enum Partitioner {
    /// As Java clients have it, and librdkafka with `partitioner=murmur2_random`.
    package static func murmur2(_ key: [UInt8], of partitions: Int) -> Int32 {
        unsafe key.withUnsafeBytes { key in
            unsafe rd_kafka_msg_partitioner_murmur2(nil, key.baseAddress, key.count, Int32(partitions), nil, nil)
        }
    }
}
