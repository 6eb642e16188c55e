import Testing

/// A snippet that breaks one rule, and the place it stands in.
struct Offence: CustomTestStringConvertible, Sendable {
    let path: String
    let text: String

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
    }

    var source: Source { Source(path: path, text: text) }
    var testDescription: String { "\(path): \(text)" }
}

@Suite("A house rule")
struct HouseRuleTests {
    @Test(arguments: [
        Offence("Shared/Tickets/A.swift", "import Dispatch"),
        Offence("Shared/Kafka/A.swift", "import Tickets"),
        Offence("Shared/Kafka/A.swift", "import Postgres"),
        Offence("Shared/Kafka/A.swift", "import Telemetry"),
        Offence("Shared/Kafka/A.swift", "package import CRdKafka"),
        Offence("Shared/Pipeline/A.swift", "internal import CLibPQ"),
        Offence("Shared/Nowhere/A.swift", "import Swift"),
        Offence("Services/Router/Rules/A.swift", "import Pipeline"),
        Offence("Services/Router/Rules/A.swift", "import FoundationEssentials"),
        Offence("Services/Router/App/A.swift", "import ClassifierRules"),
        Offence("Services/Router/App/A.swift", "@testable import Desk"),
        Offence("Services/Desk/App/A.swift", "import CMicroHTTPD"),
        Offence("Tests/RouterTests/A.swift", "import CLibPQ"),
        Offence("Tests/RouterTests/A.swift", "import Vapor"),
    ])
    func `refuses an import from the wrong floor`(_ offence: Offence) {
        #expect(Floors.check(offence.source).count == 1)
    }

    @Test(arguments: [
        Offence("Shared/Kafka/A.swift", "internal import CRdKafka\nimport Synchronization"),
        Offence("Shared/Pipeline/A.swift", "package import Tickets\nimport Kafka\nimport Postgres"),
        Offence("Services/Router/Rules/A.swift", "package import Tickets"),
        Offence("Services/Router/App/A.swift", "import RouterRules\nimport Pipeline\nimport FoundationEssentials"),
        Offence("Tests/KafkaTests/A.swift", "import CRdKafka\nimport Testing\n@testable import Kafka"),
    ])
    func `lets an import from a floor below pass`(_ offence: Offence) {
        #expect(Floors.check(offence.source) == [])
    }

    @Test(arguments: [
        "let x = await y()", "func f() async {}", "Task { }", "let t = Date()", "let t: Instant = .now",
        "let clock = ContinuousClock()", "let id = UUID()", "let n = Int.random(in: 1...6)", "print(\"x\")",
        "let data = Data(contentsOf: url)", "FileManager.default", "ProcessInfo.processInfo",
        "func decide(_ input: Int) throws -> Int {", "func decide(\n    _ input: Int\n) throws(Bad) -> Int {",
        "let n = list.shuffled()",
    ])
    func `refuses what makes a rule impure`(_ text: String) {
        #expect(!Purity.check(Source(path: "Services/Router/Rules/A.swift", text: text)).isEmpty)
        #expect(!Purity.check(Source(path: "Shared/Tickets/A.swift", text: text)).isEmpty)
        #expect(Purity.check(Source(path: "Services/Router/App/A.swift", text: text)) == [])
    }

    @Test(arguments: [
        "// now and await, a random Task", "let text = \"await Date()\"", "func tasks(random: UInt64, now: Instant)",
        "/* Task */ let known = 1", "let nowhere = place.nowhere", "func decide(_ input: Int) -> Int { 1 }",
        "func read() throws -> Int { 1 }", "let text = #\"a \"Task\" b\"#",
    ])
    func `lets pure code pass`(_ text: String) {
        #expect(Purity.check(Source(path: "Shared/Tickets/A.swift", text: text)) == [])
    }

    @Test(arguments: [
        "let x = try! f()", "let x = y as! Int", "fatalError()", "let x = y!", "let x = y![0]", "f(a[0]!)",
        "let z = g()!.count",
        "var x: Int!", "public struct A {}", "public import Kafka", "struct A {}", "// about A\nstruct A {}",
        "@main\nstruct A {}", "package final class A {}", "let s = \"\\(x!)\"",
    ])
    func `refuses bad manners in product code`(_ text: String) {
        #expect(!Manners.check(Source(path: "Services/Router/App/A.swift", text: text)).isEmpty)
        #expect(Manners.check(Source(path: "Tests/RouterTests/A.swift", text: text)) == [])
    }

    @Test(arguments: [
        "/// Holds a.\nstruct A {}", "/// Runs it.\n@main\nstruct A {}", "if a != b && !c {}", "let s = \"Hello!\"",
        "    struct Inner {}", "let s = \"\\(a) done!\"", "extension A {}",
        "/// Talks.\n@safe\npackage final class A {}",
        "if a !== b {}",
    ])
    func `lets good manners pass`(_ text: String) {
        #expect(Manners.check(Source(path: "Services/Router/App/A.swift", text: text)) == [])
    }

    @Test func `lets only a process that starts no other take its broker down`() {
        let text = "try await broker.setDown()"
        #expect(Manners.check(Source(path: "Tests/KafkaTests/A.swift", text: text)).count == 1)
        #expect(Manners.check(Source(path: "Services/Broker/App/A.swift", text: text)) == [])
    }

    @Test func `refuses a file that is too long`() {
        let longest = String(repeating: "\n", count: Manners.longestFile)
        #expect(Manners.length(of: Source(path: "Shared/Kafka/A.swift", text: longest)) == [])
        #expect(Manners.length(of: Source(path: "Shared/Kafka/A.swift", text: longest + "\n")).count == 1)
    }

    @Test(arguments: [
        "try await Task.sleep(for: .seconds(1))", "usleep(10)", "Thread.sleep(forTimeInterval: 1)",
        "try await clock.sleep(for: .seconds(1))", "sleep(1)",
    ])
    func `refuses to wait for time`(_ text: String) {
        #expect(Waiting.check(Source(path: "Tests/RouterTests/A.swift", text: text)).count == 1)
        #expect(Waiting.check(Source(path: "Shared/Pipeline/A.swift", text: text)).count == 1)
    }

    @Test func `lets a named timer pause without blocking`() {
        let timers = ["Shared/Pipeline/A.swift": "polls the outbox"]
        let pause = Source(path: "Shared/Pipeline/A.swift", text: "try await Task.sleep(for: .seconds(1))")
        let block = Source(path: "Shared/Pipeline/A.swift", text: "usleep(10)")
        #expect(Waiting.check(pause, timers: timers) == [])
        #expect(Waiting.check(block, timers: timers).count == 1)
    }

    @Test func `refuses a skipped test`() {
        let text = "@Test(.disabled(\"later\")) func f() {}"
        #expect(Waiting.check(Source(path: "Tests/RouterTests/A.swift", text: text)).count == 1)
    }

    @Test func `refuses full Foundation without a reason`() {
        let source = Source(path: "Services/Desk/App/A.swift", text: "package import Foundation")
        #expect(FullFoundation.check(source).count == 1)
        #expect(FullFoundation.check(source, exceptions: [source.path: "formats dates"]) == [])
        let essentials = Source(path: "Services/Desk/App/A.swift", text: "import FoundationEssentials")
        #expect(FullFoundation.check(essentials) == [])
    }
}
