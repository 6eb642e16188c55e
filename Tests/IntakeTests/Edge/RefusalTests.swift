import HTTP
import Postgres
import Testing
import Tickets

@testable import Intake

@Suite("Bad input")
struct RefusalTests {
    @Test func `bad bodies are refused with the field's place, and nothing is stored`() async throws {
        let deep = String(repeating: #"{"a":"#, count: 40) + "1" + String(repeating: "}", count: 40)
        let cases: [(body: [UInt8], status: Int, pointer: String, detail: String)] = [
            (Array("".utf8), 400, "", "empty"),
            (Array("{".utf8), 400, "", "name in double quotes"),
            (Array(#"{"text":"a","text":"b"}"#.utf8), 400, "/text", "twice"),
            (Array(deep.utf8), 400, String(repeating: "/a", count: 32), "deeper than 32"),
            (Array(#"{"text":"a\u0000b"}"#.utf8), 400, "/text", "U+0000"),
            (Array(#"{"text":"a"#.utf8) + [0] + Array(#""}"#.utf8), 400, "/text", "U+0000"),
            (Array(#"{"text":""#.utf8) + [0xFF] + Array(#""}"#.utf8), 400, "", "not UTF-8 from byte 9"),
            (Array(#"{"text":"\ud800"}"#.utf8), 400, "/text", "surrogate"),
            (Array(#"{"text":1e999}"#.utf8), 400, "/text", "out of range"),
            (Array(#"{} x"#.utf8), 400, "", "more follows"),
            (Array(#"[]"#.utf8), 422, "", "expected an object"),
            (Array(#"{"contact":{"name":"L"}}"#.utf8), 422, "/text", "is missing"),
            (Array(#"{"text":"a"}"#.utf8), 422, "/contact", "is missing"),
            (Array(#"{"text":true,"contact":{"name":"L"}}"#.utf8), 422, "/text", "expected a text, found true"),
            (Array(#"{"text":"a","contact":{"name":"L"},"mesage":1}"#.utf8), 422, "/mesage", "did you mean"),
            (Array(#"{"text":"a","contact":{"phone":"x"}}"#.utf8), 422, "/contact/phone", "no phone number"),
            (Array(#"{"text":"a","contact":{"name":"L"},"channel":"email"}"#.utf8), 422, "/channel", "email's token"),
        ]
        try await withDoor { door in
            let token = try await door.token()
            for (body, status, pointer, detail) in cases {
                let answer = try await door.post(body, token, key: "k")
                let problem = try answer.problem
                #expect(answer.status == status, "\(detail)")
                #expect(problem.errors?.map(\.pointer) == [pointer], "\(detail)")
                #expect(problem.errors?.first?.detail.contains(detail) == true, "\(problem.errors ?? [])")
                #expect(problem.trace?.utf8.count == 32)
            }
            #expect(try await door.stored() == [0, 0, 0, 0])
        }
    }

    @Test func `a body of a megabyte is refused by its size`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            let answer = try await door.post(message(String(repeating: "x", count: 1 << 20)), token)
            #expect(answer.status == 413)
            #expect(try answer.problem.detail?.contains("262144") == true)
            #expect(try await door.stored() == [0, 0, 0, 0])
        }
    }

    @Test(arguments: [
        "text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", "application/jsonp", "",
    ])
    func `a body that is not called JSON is refused`(type: String) async throws {
        try await withDoor { door in
            let answer = try await door.post(message(), try await door.token(), with: ["Content-Type": type])
            #expect(try answer.problem.status == 415)
            #expect(answer.headers["Accept-Post"] == "application/json")
            #expect(try await door.stored() == [0, 0, 0, 0])
        }
    }

    @Test func `JSON may be called by its charset too`() async throws {
        try await withDoor { door in
            let type = "Application/JSON; charset=UTF-8"
            let answer = try await door.post(message(), try await door.token(), with: ["Content-Type": type])
            #expect(answer.status == 201)
        }
    }

    @Test func `only a valid token opens the door, and no answer tells why another did not`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            let (revoked, expired) = (try await door.token(), try await door.token())
            try await door.sql { session in
                let ids = [revoked, expired].map { String($0.split(separator: "_")[1]) }
                try session.execute("UPDATE channel_token SET revoked_at = now() WHERE id = \(ids[0])")
                try session.execute("UPDATE channel_token SET expires_at = now() WHERE id = \(ids[1])")
            }
            let wrong = [
                token + "0", String(token.dropLast()), "swt_0000000000000000_\(String(repeating: "0", count: 64))",
                "swt_", "x", "swt_'; DROP TABLE ticket; --_x", revoked, expired,
            ]
            var details: Set<String?> = []
            for token in wrong {
                let answer = try await door.post(message(), token)
                details.insert(try answer.problem.detail)
                #expect(answer.status == 401, "\(token)")
                #expect(answer.headers["WWW-Authenticate"] == #"Bearer realm="shouwen", error="invalid_token""#)
            }
            #expect(details.count == 1)
            let none = try await door.post(message(), "", with: ["Authorization": "Basic eDp5"])
            #expect(none.status == 401)
            #expect(try await door.get("/v1/tickets/x").headers["WWW-Authenticate"] == #"Bearer realm="shouwen""#)
            #expect(try await door.stored() == [0, 0, 0, 0])
        }
    }

    @Test func `a token past its quota is told when to come back`() async throws {
        try await withDoor { door in
            let token = try await door.token(perMinute: 2)
            let answers = [
                try await door.post(message(), token), try await door.post("{", token),
                try await door.post(message(), token),
            ]
            #expect(answers.map(\.status) == [201, 400, 429])
            #expect(answers.allSatisfy { $0.headers["RateLimit-Policy"] == #""default";q=2;w=60"# })
            #expect(answers[0].headers["RateLimit"] == #""default";r=1;t=30"#)
            #expect(answers[2].headers["RateLimit"]?.hasPrefix(#""default";r=0;t="#) == true)
            let wait = try #require(answers[2].headers["Retry-After"].flatMap { Int($0) })
            #expect((1...30).contains(wait))
            #expect(try answers[2].problem.type == "https://iana.org/assignments/http-problem-types#quota-exceeded")
            #expect(try await door.post(message(), try await door.token(perMinute: 2)).status == 201)
            #expect(try await door.stored()[0] == 2)
        }
    }
}
