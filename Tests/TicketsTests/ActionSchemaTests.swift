import FoundationEssentials
import TestKit
import Testing
import Tickets

private let finance = DepartmentCode(rawValue: "finance")
private let logistics = DepartmentCode(rawValue: "logistics")

@Suite("The contract for bots' actions")
struct ActionSchemaTests {
    private func value(_ json: String) throws -> ActionJSON {
        try JSONDecoder().decode(ActionJSON.self, from: Data(json.utf8))
    }

    /// An action with everything right, and then changed.
    private func action(_ type: String = "accept", data: String = #"{"by":"bot"}"#, _ more: String = "") -> String {
        #"{"specversion":"1.0","id":"1","source":"/bot","type":"shouwen.action.\#(type).v1","#
            + #""subject":"SW-20261123-000042"\#(more),"data":\#(data)}"#
    }

    private func input(_ json: String) throws -> CommandRules.Input {
        try ActionSchema(for: afterSales).read(value(json)).input
    }

    private func refusal(_ json: String) throws -> String {
        do {
            let action = try ActionSchema(for: afterSales).read(value(json))
            return "taken: \(action)"
        } catch let error as MalformedAction {
            return error.reason.description
        }
    }

    @Test func `an action names itself, its ticket and its actor, who belongs to the topic's department`() throws {
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let json = action("accept", #","traceparent":"\#(trace)","comexampleextension":1"#)
        let number = try #require(TicketNumber("SW-20261123-000042"))
        #expect(
            try ActionSchema(for: finance).read(value(json))
                == BotAction(
                    source: "/bot",
                    id: "1",
                    subject: .number(number),
                    input: .init(.accept, by: Actor(department: finance, name: "bot")),
                    trace: trace
                )
        )
    }

    @Test func `a ticket may be named by its id`() throws {
        let json = action().replacing("SW-20261123-000042", with: id.description)
        #expect(try ActionSchema(for: afterSales).read(value(json)).subject == .id(id))
    }

    @Test(arguments: [
        ("accept", #"{"by":"bot"}"#, TicketCommand.accept),
        ("progress", #"{"by":"bot","text":"好"}"#, .progress(text: "好", isPublic: false)),
        ("progress", #"{"by":"bot","text":"好","public":true}"#, .progress(text: "好", isPublic: true)),
        ("progress", #"{"by":"bot","text":"好","public":null}"#, .progress(text: "好", isPublic: false)),
        ("ask", #"{"by":"bot","text":"哪天买的？"}"#, .ask(question: "哪天买的？")),
        ("note", #"{"by":"bot","text":"a\nb"}"#, .note(text: "a\nb")),
        ("resolve", #"{"by":"bot","text":"done"}"#, .resolve(answer: "done")),
        (
            "return", #"{"by":"bot","reason":"cannot_do"}"#,
            .return(reason: .cannotDo, text: "", suggestion: nil)
        ),
        (
            "return", #"{"by":"bot","reason":"wrong_department","text":"x","department":"logistics"}"#,
            .return(reason: .wrongDepartment, text: "x", suggestion: logistics)
        ),
    ])
    func `each verb makes its command`(_ type: String, _ data: String, _ command: TicketCommand) throws {
        let by = Actor(department: afterSales, name: "bot")
        #expect(try input(action(type, data: data)) == .init(command, by: by))
    }

    @Test(arguments: [
        ("progress", #"{"by":"bot"}"#, "/data/text is missing: it is word on how the work goes"),
        ("resolve", #"{"by":"bot","text":"  "}"#, "/data/text is empty: it is the answer that the customer is given"),
        ("note", #"{"by":"bot","text":7}"#, "/data/text must be a string, not a number"),
        ("progress", #"{"by":"bot","text":"a","public":"yes"}"#, "/data/public must be true or false, not a string"),
        ("accept", #"{}"#, "/data/by is missing: it is the name of the bot or person that acts"),
        ("accept", #"[]"#, "/data must be an object, not an array"),
        ("accept", #"null"#, "/data is missing: it is what is to be done, and by whom"),
        ("accept", #"{"by":"a\nb"}"#, "/data/by has a control character; it must be one plain line"),
        ("accept", #"{"by":"bot","text":"a"}"#, "/data/text is no field of shouwen.action.accept.v1; it may have by"),
        (
            "note", #"{"by":"bot","text":"a\u0000b"}"#,
            "/data/text has a NUL character, which cannot be stored: leave it out"
        ),
        (
            "return", #"{"by":"bot","reason":"lazy"}"#,
            "/data/reason is \"lazy\"; it must be one of wrong_department, missing_information, duplicate, cannot_do"
        ),
        ("return", #"{"by":"bot"}"#, "/data/reason is missing: it is why it is returned"),
        (
            "return", #"{"by":"bot","reason":"duplicate","department":"../x"}"#,
            "/data/department is no department's code: 1 to 40 of a-z, 0-9 and inner dashes"
        ),
        (
            "progress", #"{"txt":"a","by":1}"#,
            "/data/txt is no field of shouwen.action.progress.v1; it may have by, public, text; "
                + "/data/by must be a string, not a number; /data/text is missing: it is word on how the work goes"
        ),
    ])
    func `what is wrong with the data is told field by field`(_ type: String, _ data: String, _ why: String) throws {
        #expect(try refusal(action(type, data: data)) == why)
    }

    @Test(arguments: [
        (#""specversion":"1.0""#, #""specversion":"0.3""#, "/specversion must be \"1.0\", not \"0.3\""),
        (#""id":"1","#, "", "/id is missing: it is what tells this action of the source from all others"),
        (#""source":"/bot""#, #""source":"""#, "/source is empty: it is the URI of the bot that sends the action"),
        (
            #""subject":"SW-20261123-000042""#, #""subject":"42""#,
            "/subject is no ticket id (a UUID) and no ticket number (such as SW-20261123-000042)"
        ),
        (
            "action.accept.v1", "action.acept.v1",
            "/type is \"shouwen.action.acept.v1\", which is no action; there are shouwen.action.accept.v1, "
                + "shouwen.action.progress.v1, shouwen.action.ask.v1, shouwen.action.note.v1, "
                + "shouwen.action.resolve.v1, shouwen.action.return.v1"
        ),
        (
            #","data""#, #","datacontenttype":"text/xml","data""#,
            "/datacontenttype must be \"application/json\", not \"text/xml\""
        ),
    ])
    func `what is wrong with the envelope is told as well`(_ right: String, _ wrong: String, _ why: String) throws {
        #expect(try refusal(action().replacing(right, with: wrong)) == why)
    }

    @Test func `everything that is wrong is told at once`() throws {
        let json = #"{"specversion":1,"type":"shouwen.action.note.v1","data":{}}"#
        #expect(
            try refusal(json)
                == "/specversion must be a string, not a number; "
                + "/source is missing: it is the URI of the bot that sends the action; "
                + "/id is missing: it is what tells this action of the source from all others; "
                + "/subject is missing: it is the ticket's id or number; "
                + "/data/by is missing: it is the name of the bot or person that acts; "
                + "/data/text is missing: it is the note"
        )
        #expect(try refusal("[1]") == "an action must be a JSON object, not an array")
    }

    @Test func `a text of the greatest length is taken, one character more is not`() throws {
        let longest = String(repeating: "长", count: ActionSchema.mostText)
        #expect(throws: Never.self) { try input(action("note", data: #"{"by":"bot","text":"\#(longest)"}"#)) }
        #expect(
            try refusal(action("note", data: #"{"by":"bot","text":"\#(longest)长"}"#))
                == "/data/text has 20001 characters; at most 20000 are taken"
        )
    }
}
