internal import CRdKafka

/// Asks who belongs to a group.
@safe
struct GroupMembers {
    let client: OpaquePointer
    let milliseconds: Int32

    /// How many members the group has.
    func count(in group: String) throws(KafkaError) -> Int {
        var answer: UnsafePointer<rd_kafka_group_list>?
        let code = unsafe rd_kafka_list_groups(client, group, &answer, milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer = unsafe answer else {
            throw KafkaError(code, "no broker tells who is in the group \(group)")
        }
        defer { unsafe rd_kafka_group_list_destroy(answer) }
        let list = unsafe answer.pointee
        return unsafe UnsafeBufferPointer(start: list.groups, count: Int(list.group_cnt)).reduce(0) { total, group in
            unsafe total + Int(group.member_cnt)
        }
    }
}
