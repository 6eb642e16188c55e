internal import CLibPQ

/// What `NOTIFY channel, 'payload'` said.
package struct Notification: Sendable, Equatable {
    package let channel: String
    package let payload: String

    package init(channel: String, payload: String) {
        self.channel = channel
        self.payload = payload
    }
}

extension ConnectionHandle {
    var socket: Int32 { unsafe PQsocket(raw) }

    /// Reads what has arrived, without waiting.
    func nextNotification() throws(PostgresError) -> Notification? {
        guard unsafe PQconsumeInput(raw) == 1, !isLost else {
            isBroken = true
            throw PostgresError(.connectionLost, lastMessage)
        }
        guard let notice = unsafe PQnotifies(raw) else { return nil }
        defer { unsafe PQfreemem(notice) }
        return unsafe Notification(
            channel: String(cString: notice.pointee.relname),
            payload: String(cString: notice.pointee.extra)
        )
    }

    func dropNotifications() {
        while let notice = unsafe PQnotifies(raw) { unsafe PQfreemem(notice) }
    }
}
