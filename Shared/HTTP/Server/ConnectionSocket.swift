internal import CMicroHTTPD
import Glibc

/// The socket of a connection, which libmicrohttpd owns and closes; we only ever shut it down or write a last word.
struct ConnectionSocket: Sendable {
    let descriptor: Int32

    /// libmicrohttpd still gets what has arrived, and then the end.
    func endReading() { shutdown(descriptor, 0) }  // SHUT_RD: an enum's macro, which Swift does not see

    func endWriting() { shutdown(descriptor, 1) }  // SHUT_WR

    func end() { shutdown(descriptor, 2) }  // SHUT_RDWR

    /// Writes without waiting; a client whose buffer has no room gets nothing.
    func write(_ bytes: [UInt8]) {
        unsafe shouwen_send_now(descriptor, bytes, bytes.count)
    }
}
