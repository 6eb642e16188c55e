import IntakeRules
import Testing

@Suite("Strict JSON")
struct StrictJSONTests {
    @Test func `a message is read with its members in order`() throws {
        let text = #" { "text" : "水\u6D17\n\"好\" \ud83d\ude00", "n": [1, -2.5e1, 0, true, false, null, {}, []] } "#
        let value = try read(text)
        #expect(
            value
                == .object([
                    .init("text", .string("水洗\n\"好\" 😀")),
                    .init(
                        "n",
                        .array([
                            .integer(1), .decimal(-25), .integer(0), .bool(true), .bool(false), .null, .object([]),
                            .array([]),
                        ])
                    ),
                ])
        )
    }

    @Test(arguments: [
        ("", "", "empty"),
        ("   ", "", "ends at byte 3"),
        ("{", "", "a name in double quotes"),
        (#"{"a":1"#, "", "a comma or }"),
        (#"{"a":1,}"#, "", "a name in double quotes"),
        (#"{"a" 1}"#, "/a", "a colon"),
        (#"{'a':1}"#, "", "a name in double quotes at byte 1, found \"'\""),
        ("[1,]", "/1", "a JSON value at byte 3"),
        ("[1 2]", "", "a comma or ]"),
        ("{} {}", "", "from byte 3"),
        ("[NaN]", "/0", "a JSON value"),
        ("[tru]", "/0", "a JSON value"),
        ("[01]", "/0", "leading zeros"),
        ("[-]", "/0", "a digit"),
        ("[1.]", "/0", "a digit"),
        ("[+1]", "/0", "a JSON value"),
        ("[1e999]", "/0", "out of range"),
        (#"{"a":{"b":9223372036854775808}}"#, "/a/b", "out of range"),
        (#"{"a":[{"b":1,"c":2,"b":3}]}"#, "/a/0/b", "stands twice"),
        (#"{"a":1,"\u0061":2}"#, "/a", "stands twice"),
        (#"{"x/y~":"\u0000"}"#, "/x~1y~0", "U+0000"),
        (#"["\ud800"]"#, "/0", "surrogate"),
        (#"["\udc00\ud800"]"#, "/0", "surrogate"),
        (#"["\ud800\u0041"]"#, "/0", "surrogate"),
        (#"["\ud800\"#, "/0", "surrogate"),
        (#"["\u12g4"]"#, "/0", "hexadecimal"),
        (#"["\x"]"#, "/0", "after a backslash"),
        (#"["abc"#, "/0", "closing double quote"),
        ("[\"a\nb\"]", "/0", "stands bare"),
        ("\u{FEFF}{}", "", "byte order mark"),
    ])
    func `what has no single meaning is refused with its place`(body: String, pointer: String, detail: String) {
        let fault = #expect(throws: Fault.self) { try read(body) }
        #expect(fault?.pointer == pointer)
        #expect(fault?.detail.contains(detail) == true, "\(fault?.detail ?? "")")
    }

    @Test func `a bare NUL byte is refused`() {
        let fault = #expect(throws: Fault.self) { try StrictJSON.read(Array("[\"a".utf8) + [0] + Array("\"]".utf8)) }
        #expect(fault == Fault("/0", "the character U+0000 at byte 3 cannot be kept; leave it out"))
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE6, 0xB0]] as [[UInt8]]
    )
    func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
        let fault = #expect(throws: Fault.self) {
            try StrictJSON.read(Array("[\"".utf8) + bytes + Array("\"]".utf8))
        }
        #expect(fault?.detail.contains("not UTF-8 from byte 2 on") == true, "\(fault?.detail ?? "")")
    }

    @Test func `thirty-two levels are read and thirty-three are not`() throws {
        #expect(throws: Never.self) { try read(nested(32)) }
        let fault = #expect(throws: Fault.self) { try read(nested(33)) }
        #expect(fault?.detail.contains("deeper than 32") == true)
        let deep = #expect(throws: Fault.self) { try read(String(repeating: "[", count: 200_000)) }
        #expect(deep?.detail.contains("deeper than 32") == true)
    }

    private func nested(_ levels: Int) -> String {
        String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }

    private func read(_ text: String) throws -> JSONValue {
        try StrictJSON.read(Array(text.utf8))
    }
}
