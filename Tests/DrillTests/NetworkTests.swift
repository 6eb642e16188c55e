import Foundation
import Glibc
import Synchronization
import Testing

@testable import Drill

@Suite("A wire", .timeLimit(.minutes(1)))
struct NetworkTests {
    /// A server that answers each piece of data with the same, at the far end of a wire.
    private func withWire(
        isDatabase: Bool = false,
        _ body: (Network, _ port: Int, _ heard: Heard) async throws -> Void
    ) async throws {
        let (listener, target) = try Socket.listen()
        let heard = Heard()
        Thread.detachNewThread {
            while let client = Socket.accept(listener) {
                Thread.detachNewThread {
                    while let bytes = Socket.receive(client) {
                        heard.add(bytes)
                        guard Socket.send(bytes, to: client) else { break }
                    }
                    close(client)
                }
            }
            close(listener)
        }
        let network = Network()
        let port = try network.lay(.init(name: "wire", target: target, isDatabase: isDatabase))
        try await body(network, port, heard)
        network.end()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private final class Heard: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        var all: [UInt8] { bytes.withLock { $0 } }

        func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
    }

    private func call(_ port: Int, _ text: String) throws -> Int32 {
        let caller = try #require(Socket.connect(port: port))
        #expect(Socket.send(Array(text.utf8), to: caller))
        return caller
    }

    @Test func `carries data both ways, in slices too`() async throws {
        try await withWire { network, port, heard in
            network.set(.init(slice: 2), on: ["wire"])
            let caller = try call(port, "seven!!")
            var answer: [UInt8] = []
            while answer.count < 7, let bytes = Socket.receive(caller) { answer += bytes }
            #expect(String(decoding: answer, as: UTF8.self) == "seven!!")
            #expect(heard.all == Array("seven!!".utf8))
            close(caller)
        }
    }

    @Test func `is reset`() async throws {
        try await withWire { network, port, _ in
            let caller = try call(port, "a")
            #expect(Socket.receive(caller) == Array("a".utf8))
            #expect(network.reset(["wire"]) == 1)
            #expect(Socket.receive(caller) == nil)
            close(caller)
        }
    }

    @Test func `swallows data until the weather changes`() async throws {
        try await withWire { network, port, heard in
            network.set(.init(isBlackhole: true), on: ["wire"])
            let caller = try call(port, "a")
            #expect(Socket.wait([(caller, Int16(POLLIN))], milliseconds: 200) == nil)
            #expect(heard.all == [])
            network.set(nil, on: ["wire"])
            #expect(Socket.receive(caller) == Array("a".utf8))
            close(caller)
        }
    }

    @Test(arguments: [0, 3, 10])
    func `lets a statement through and cuts its answer`(_ place: Int) async throws {
        try await withWire(isDatabase: true) { network, port, heard in
            let words: [UInt8] = [0, 0, 0, 9, 0, 3, 0, 0, 0]
            let commit: [UInt8] = [UInt8(ascii: "Q"), 0, 0, 0, 11] + Array("COMMIT\0".utf8)
            let caller = try call(port, "")
            #expect(Socket.send(words, to: caller))
            #expect(Socket.receive(caller) == words)
            let cuts = Counter()
            network.judge { wire, statement in
                guard wire == "wire", statement == "COMMIT" else { return .pass }
                return .cutAnswer(after: place, then: { _ = cuts.isFirst() })
            }
            #expect(Socket.send(commit, to: caller))
            var answer: [UInt8] = []
            while let bytes = Socket.receive(caller) { answer += bytes }
            #expect(answer.count <= place)
            #expect(heard.all == words + commit)
            #expect(cuts.count == 1)
            close(caller)
        }
    }
}
