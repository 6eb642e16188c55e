import Glibc
import Testing

@testable import Local

@Suite("Ports")
struct PortsTests {
    /// Where the tests of another process that run at the same time do not look.
    private let first = 10_000 + UInt16(getpid() % 9_000)

    @Test func `that one run holds are not given to another, which may have them later`() throws {
        var theirs: Ports? = Ports()
        let one = try #require(try theirs?.free(from: first))
        let other = try #require(try theirs?.free(from: first))
        #expect(one < other)
        var ours = Ports()
        #expect(try ours.free(from: one) > other)
        theirs = nil
        #expect(try ours.free(from: one) == one)
        #expect(try ours.free(from: one) == other)
    }

    @Test func `on which somebody listens are passed over`() throws {
        let socket = LoopbackSocket.make()
        defer { close(socket) }
        let taken = try #require((first + 100..<first + 200).first { LoopbackSocket.bind(socket, port: $0) })
        listen(socket, 1)
        #expect(HeldPort(taken) == nil)
        var ports = Ports()
        #expect(try ports.free(from: taken) > taken)
    }

    @Test func `are not shared by two towns that are founded at once`() throws {
        let workshop = try Workshop()
        func town() throws -> Town {
            let arguments = ["--bin", workshop.folder, "--state", workshop.folder, "--broker", "embedded"]
            return try Town(try LocalArguments(arguments), environment: [:])
        }
        func ports(_ town: Town) -> Set<Substring> {
            Set(town.guide.matches(of: /(?:127\.0\.0\.1:|[a-z] )(\d{4,})/).map(\.1))
        }
        let (one, other) = (try town(), try town())
        #expect(ports(one).count >= 9)
        #expect(ports(one).isDisjoint(with: ports(other)))
    }
}
