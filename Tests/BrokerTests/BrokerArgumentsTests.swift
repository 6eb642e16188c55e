import Testing

@testable import Broker

@Suite("The command line of shouwen-broker")
struct BrokerArgumentsTests {
    @Test func `takes its flags with a space or an equals sign`() throws {
        let arguments = try BrokerArguments(["--address-file", "a", "--topics=t.tsv", "--brokers", "3"])
        #expect(arguments.addressFile == "a")
        #expect(arguments.topicsFile == "t.tsv")
        #expect(arguments.brokers == 3)
        #expect(!arguments.wantsHelp)
    }

    @Test func `is one broker without topics when nothing is said`() throws {
        let arguments = try BrokerArguments([])
        #expect(arguments.brokers == 1)
        #expect(arguments.topicsFile == nil)
    }

    @Test(arguments: [["--brokers", "0"], ["--brokers=many"], ["--brokers"], ["--topics="], ["--port", "1"], ["x"]])
    func `names the flag that is wrong`(_ line: [String]) throws {
        let mistake = try #require(throws: BrokerArguments.Mistake.self) { try BrokerArguments(line) }
        let flag = try #require(line.first?.split(separator: "=").first)
        #expect(mistake.description.contains(flag))
    }

    @Test func `reads topics and passes over comments and further columns`() throws {
        let topics = try TopicsFile.read("# topic\tpartitions\nticket.events\t12\t30\n\nticket.events.dlq 1\r\n")
        #expect(
            topics == [.init(name: "ticket.events", partitions: 12), .init(name: "ticket.events.dlq", partitions: 1)]
        )
    }

    @Test(arguments: ["a\t1\nb", "a\t1\nb\t0", "a\t1\nb\tmany", "a\t1\nb/c\t1"])
    func `names the line of the topics file that is wrong`(_ text: String) throws {
        let mistake = try #require(throws: BrokerArguments.Mistake.self) { try TopicsFile.read(text) }
        #expect(mistake.description.contains("line 2"))
    }
}
