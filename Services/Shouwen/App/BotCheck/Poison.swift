import Kafka
import Pipeline

/// Records that make no sense; each has killed somebody's bot.
enum Poison {
    static let values: [[UInt8]?] = [
        nil, [], Array("not JSON".utf8), [0xFF, 0xFE, 0x00], Array("null".utf8), Array("[]".utf8), Array("7".utf8),
        Array("{}".utf8), Array(#"{"type":7,"data":[]}"#.utf8),
        Array(#"{"specversion":"1.0","id":"1","type":"\#(DepartmentSnapshot.type)","source":"/x"}"#.utf8),
        Array(#"{"specversion":"1.0","id":"1","type":"\#(DepartmentSnapshot.type)","data":null}"#.utf8),
        Array(#"{"specversion":"1.0","id":"1","type":"\#(DepartmentSnapshot.type)","data":{"ticket":7}}"#.utf8),
    ]
}

extension OutgoingRecord {
    init(_ message: OutboxMessage) {
        self.init(
            topic: message.topic,
            key: message.key,
            value: message.payload,
            headers: message.headers.map { Header($0.name, $0.value) }
        )
    }

    /// The same as an event of a type that no version knows.
    var asAnUnknownType: OutgoingRecord {
        let type = "shouwen.department.story.v9"
        var record = replacing(#""type":"\#(DepartmentSnapshot.type)""#, with: #""type":"\#(type)""#)
        record.headers = headers.map { $0.name == "ce_type" ? Header($0.name, type) : $0 }
        return record
    }

    /// The same with fields and words that no version knows.
    var withNovelties: OutgoingRecord {
        replacing(#""data":{"seq""#, with: #""novelty":{"a":[1,null]},"data":{"novelty":[{}],"seq""#)
            .replacing(#""category":"damage""#, with: #""category":"astrology""#)
            .replacing(#""channel":"web""#, with: #""channel":"telepathy""#)
            .replacing(#""status":"waiting""#, with: #""status":"pondering""#)
            .replacing(#""change":"routed""#, with: #""change":"enlightened""#)
    }

    private func replacing(_ part: String, with other: String) -> OutgoingRecord {
        var record = self
        record.value = Array(String(decoding: value ?? [], as: UTF8.self).replacing(part, with: other).utf8)
        return record
    }
}
