import Synchronization
import Testing
import Tickets

@testable import Local

@Suite("The demonstration", .timeLimit(.minutes(1)))
struct DemoTests {
    @Test(arguments: [
        ("abc", 3), ("首问", 4), ("首問 SW-1", 9), ("👍", 2), ("❤️", 2), ("e\u{301}", 1), ("。（）", 6), ("–…", 2), ("", 0),
    ])
    func `knows how wide a text is`(_ text: String, _ width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [
        ("首问负责制", 10, "首问负责制"), ("首问负责制", 9, "首问负责…"), ("首问负责制", 8, "首问负…"), ("abc", 2, "a…"),
        ("a\nb\tc", 9, "a b c"), ("abc", 0, ""), ("a\u{1B}[31mb", 9, "a[31mb"),
    ])
    func `cuts a text to a width`(_ text: String, _ width: Int, _ cut: String) {
        #expect(DisplayWidth.fit(text, to: width) == cut)
    }

    @Test func `lines up a table with Chinese in it and lets the elastic column give way`() {
        let columns = [
            Table.Column(heading: "工单"), Table.Column(heading: "内容", isElastic: true),
            Table.Column(heading: "毫秒", isNumber: true),
        ]
        let table = Table(columns: columns, rows: [["SW-1", "杯子碎了,要求退款", "7"], ["SW-22", "Where is it?", "120"]])
        #expect(
            table.lines(width: 80) == [
                "工单   内容               毫秒", "─────  ─────────────────  ────",
                "SW-1   杯子碎了,要求退款     7", "SW-22  Where is it?        120",
            ]
        )
        #expect(table.lines(width: 24).allSatisfy { DisplayWidth.of($0) <= 24 })
        #expect(table.lines(width: 24)[2].contains("…"))
    }

    @Test func `reads the samples and makes requests of them`() throws {
        let json = """
            [{"channel": "web", "contact": {"name": "王芳", "phone": "13800000000"}, "subject": "破损", "text": "杯子碎了",
              "order_number": "A1", "expected": {"category": "damage"}},
             {"channel": "partner", "contact": {"email": "a@b.example"}, "text": "Where is my parcel?"}]
            """
        let samples = try Sample.list(Array(json.utf8))
        #expect(samples.map(\.channel) == ["web", "partner"])
        let body = String(decoding: try samples[0].request(), as: UTF8.self)
        // To the byte: intake takes the same key with other bytes for another message.
        let contact = #"{"name":"王芳","phone":"13800000000"}"#
        #expect(body == #"{"contact":\#(contact),"order_number":"A1","subject":"破损","text":"杯子碎了"}"#)
        #expect(throws: DecodingError.self) { try Sample.list(Array(#"[{"channel": "web"}]"#.utf8)) }
    }

    @Test func `follows tickets, even when their events come before their receipts`() throws {
        var journeys = Journeys(expected: 2)
        journeys.apply(try event("routed", "t2", 3_000, #"{"department":"logistics","owner":"person:li.na"}"#))
        journeys.add("t1", number: "SW-1", text: "one")
        journeys.apply(try event("received", "t1", 0))
        journeys.apply(try event("classified", "t1", 1_000, #"{"category":"damage"}"#))
        #expect((0...2).map { journeys.count(of: $0) } == [1, 1, 0])
        #expect(!journeys.isComplete)
        journeys.apply(try event("routed", "t1", 12_000, #"{"department":"after-sales","owner":"queue:frontline"}"#))
        journeys.apply(try event("routed", "t1", 99_000, #"{"department":"finance","owner":"queue:frontline"}"#))
        journeys.add("t2", number: "SW-2", text: "two")
        #expect(journeys.isComplete)
        #expect(journeys.all[0].milliseconds == 12)
        #expect(journeys.all[0].department == "after-sales")
        #expect(journeys.all[0].category == .damage)
        #expect(journeys.all[1].owner == .person(PersonCode(rawValue: "li.na")))
        #expect(Bars.summary(journeys) == "  received 1 → classified 1 → routed 2 of 2")
    }

    @Test func `rewrites its bars in place on a terminal and keeps plain lines elsewhere`() {
        let output = Mutex("")
        let terminal = Terminal(isInteractive: true, width: 80) { text in output.withLock { $0 += text } }
        terminal.show(["a", "b"])
        terminal.line("news")
        terminal.show([])
        #expect(output.withLock(\.self) == "a\nb\n\u{1B}[2A\u{1B}[Jnews\na\nb\n\u{1B}[2A\u{1B}[J")
        let plain = Mutex("")
        let pipe = Terminal(isInteractive: false, width: 80) { text in plain.withLock { $0 += text } }
        pipe.show(["a"])
        pipe.line("news")
        #expect(plain.withLock(\.self) == "news\n")
    }

    @Test(arguments: [
        (["--bin", "b", "--broker", "embedded"], LocalArguments.Broker.embedded),
        (["--bin", "b"], .external),
        (["--bin", "b", "--broker", "9092", "--", "java", "-x"], .node(command: ["java", "-x"], port: 9092)),
    ])
    func `understands which broker to use`(_ arguments: [String], _ broker: LocalArguments.Broker) throws {
        #expect(try LocalArguments(arguments).broker == broker)
    }

    @Test(arguments: [[], ["--bin"], ["--bin", "b", "--broker", "9092"], ["--bin", "b", "--what", "x"]])
    func `refuses arguments it cannot understand`(_ arguments: [String]) {
        #expect(throws: ArgumentError.self) { try LocalArguments(arguments) }
    }

    private func event(_ type: String, _ ticket: String, _ microseconds: Int64, _ data: String = "{}") throws
        -> FeedEvent
    {
        let time = Instant(microseconds: microseconds)
        let json =
            #"{"events":[{"type":"shouwen.ticket.\#(type).v1","subject":"\#(ticket)","time":"\#(time)","data":\#(data)}]}"#
        return try #require(try FeedPage.read(Array(json.utf8)).events.first)
    }
}
