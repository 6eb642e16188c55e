import Glibc
import Synchronization

/// One connection over a wire: a thread carries its bytes both ways, through whatever weather there is.
final class Call: Sendable {
    let wire: Network.Wire
    private let network: Network
    private let client: Int32
    private let server: Int32
    private let bell = Socket.pipe()
    /// Guards the bell: nobody may ring it once it is closed.
    private let order = Mutex<(isCut: Bool, isOver: Bool)>((false, false))

    init(_ wire: Network.Wire, _ client: Int32, _ server: Int32, in network: Network) {
        (self.wire, self.client, self.server, self.network) = (wire, client, server, network)
    }

    /// Resets the connection, from any thread.
    func cut() {
        order.withLock { order in
            order.isCut = true
            if !order.isOver { Socket.wake(bell.write) }
        }
    }

    /// Looks at the weather anew.
    func wake() {
        order.withLock { if !$0.isOver { Socket.wake(bell.write) } }
    }

    private var isCut: Bool { order.withLock(\.isCut) }

    /// Carries bytes until one side is gone or the connection is cut.
    func run() {
        let wasCut = carry()
        order.withLock { $0.isOver = true }
        for descriptor in [client, server] {
            if wasCut { Socket.reset(descriptor) } else { close(descriptor) }
        }
        close(bell.read)
        close(bell.write)
    }

    /// - Returns: whether it ends with a reset.
    private func carry() -> Bool {
        var statements = Statements()
        var allowance: (bytes: Int, then: @Sendable () -> Void)?
        while true {
            let isOpen = !network.weather(on: wire.name).isBlackhole
            let ends = isOpen ? [client, server].map { (descriptor: $0, events: Int16(POLLIN)) } : []
            let ready = Socket.wait([(bell.read, Int16(POLLIN))] + ends, milliseconds: -1) ?? []
            if isCut { return true }
            if ready.first == true { Socket.drain(bell.read) }
            guard ready.count == 3 else { continue }
            if ready[1] {
                guard let bytes = Socket.receive(client) else { return false }
                let messages =
                    wire.isDatabase
                    ? statements.read(bytes) : [Statements.Message(bytes: bytes[...], statement: nil)]
                for message in messages {
                    switch message.statement.map({ network.verdict(on: wire.name, $0) }) ?? .pass {
                    case .pass: break
                    case .cut(let then):
                        then()
                        return true
                    case .cutAnswer(let bytes, let then): allowance = (bytes, then)
                    }
                    guard send(message.bytes, to: server) else { return true }
                }
            }
            if ready[2] {
                guard let bytes = Socket.receive(server) else { return false }
                guard let (left, then) = allowance else {
                    guard send(bytes[...], to: client) else { return true }
                    continue
                }
                _ = send(bytes.prefix(left), to: client)
                allowance = (left - bytes.count, then)
                guard bytes.count < left else {
                    then()
                    return true
                }
            }
        }
    }

    private func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        let weather = network.weather(on: wire.name)
        if weather.delay > 0 { _ = Socket.wait([], milliseconds: weather.delay) }
        guard let slice = weather.slice else { return Socket.send(bytes, to: descriptor) }
        var rest = bytes
        while !rest.isEmpty {
            guard Socket.send(rest.prefix(slice), to: descriptor) else { return false }
            rest = rest.dropFirst(slice)
        }
        return true
    }
}
