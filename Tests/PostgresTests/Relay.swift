import Dispatch
import Glibc
import Synchronization

/// Stands between a pool and its server, and fails in the ways a network does.
final class Relay: Sendable {
    struct Unusable: Error {}

    private struct State {
        var isCut = false
        var isListening = true
        var sockets: Set<Int32> = []
        /// The answer to the first request that holds these bytes is swallowed, and its connection cut.
        var fatalRequest: [UInt8]?
    }

    let port: Int
    private let server: Int
    private let listener: Int32
    private let state = Mutex(State())

    /// Relays to a port of this machine.
    init(to server: Int) throws {
        self.server = server
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = Self.address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(listener, generic, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        guard bound else { throw Unusable() }
        port = Int(UInt16(bigEndian: address.sin_port))
        DispatchQueue(label: "relay").async { self.acceptAll() }
    }

    /// Ends every connection and every new one, as a stopped server does.
    func cut() {
        state.withLock { state in
            state.isCut = true
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    func mend() { state.withLock { $0.isCut = false } }

    /// The server receives the next request that holds this text; its answer never arrives.
    func loseAnswer(to text: String) { state.withLock { $0.fatalRequest = Array(text.utf8) } }

    func close() {
        cut()
        state.withLock { $0.isListening = false }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func acceptAll() {
        while state.withLock({ $0.isListening }) {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { break }
            let upstream = connect()
            let isWelcome = state.withLock { state in
                guard !state.isCut, upstream >= 0 else { return false }
                state.sockets.formUnion([client, upstream])
                return true
            }
            guard isWelcome else {
                Glibc.close(client)
                if upstream >= 0 { Glibc.close(upstream) }
                continue
            }
            let pair = Pair(client: client, server: upstream)
            DispatchQueue(label: "relay up").async { self.pump(pair, isUpward: true) }
            DispatchQueue(label: "relay down").async { self.pump(pair, isUpward: false) }
        }
        Glibc.close(listener)
    }

    private func pump(_ pair: Pair, isUpward: Bool) {
        let (from, to) = isUpward ? (pair.client, pair.server) : (pair.server, pair.client)
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = unsafe recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            if isUpward { doom(pair, buffer.prefix(count)) }
            if !isUpward && pair.isDoomed.load(ordering: .acquiring) { break }
            guard unsafe send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count else { break }
        }
        for socket in [pair.client, pair.server] { shutdown(socket, Int32(SHUT_RDWR)) }
        guard pair.ended.add(1, ordering: .acquiringAndReleasing).newValue == 2 else { return }
        state.withLock { state in
            state.sockets.subtract([pair.client, pair.server])
            for socket in [pair.client, pair.server] { Glibc.close(socket) }
        }
    }

    private func doom(_ pair: Pair, _ bytes: ArraySlice<UInt8>) {
        state.withLock { state in
            guard let fatal = state.fatalRequest, bytes.contains(fatal) else { return }
            state.fatalRequest = nil
            pair.isDoomed.store(true, ordering: .releasing)
        }
    }

    private func connect() -> Int32 {
        let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(port: server)
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe Glibc.connect(upstream, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard connected else {
            Glibc.close(upstream)
            return -1
        }
        return upstream
    }

    private static func address(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}

/// One relayed connection; closed when both directions have ended.
private final class Pair: Sendable {
    let client: Int32
    let server: Int32
    let isDoomed = Atomic(false)
    let ended = Atomic(0)

    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
    }
}
