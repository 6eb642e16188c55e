import IntakeRules
import Testing
import Tickets

@Suite("A draft of a ticket")
struct DraftRulesTests {
    @Test func `a whole message becomes a draft`() throws {
        let draft = try read(
            """
            {"text":"  收到的杯子碎了\\n想退货 ","channel":"web","contact":{"name":"李娜","phone":"+86 138 1234 5678",
            "email":"li@example.com","external_id":"u-1"},"subject":"杯子","order_number":"JD-42","language":"zh-Hans",
            "attachments":[{"name":"图.jpg","url":"https://f.example.com/1","media_type":"image/jpeg","size":12}]}
            """
        ).get()
        let expected = Draft(
            text: "收到的杯子碎了\n想退货",
            subject: "杯子",
            contact: Contact(name: "李娜", phone: "+86 138 1234 5678", email: "li@example.com", externalID: "u-1"),
            orderNumber: "JD-42",
            language: "zh-Hans",
            attachments: [Attachment(name: "图.jpg", url: "https://f.example.com/1", mediaType: "image/jpeg", size: 12)]
        )
        #expect(draft == expected)
    }

    @Test func `null stands for a field that is not there`() throws {
        let draft = try read(#"{"text":"hi","contact":{"name":"Li","phone":null},"subject":null,"attachments":null}"#)
            .get()
        #expect(draft.contact == Contact(name: "Li"))
        #expect(draft.attachments.isEmpty)
    }

    @Test(arguments: [
        ("one line", "one line"),
        ("\n \n first  \n second", "first"),
        (String(repeating: "长", count: 61), String(repeating: "长", count: 60) + "…"),
        ("a\tb", "a b"),
        ("a" + String(repeating: "\u{301}", count: 500), "a" + String(repeating: "\u{301}", count: 59) + "…"),
    ])
    func `a message without a subject is headed by its first line`(text: String, subject: String) throws {
        let value = JSONValue.object([
            .init("text", .string(text)), .init("contact", .object([.init("name", .string("Li"))])),
        ])
        let draft = try DraftRules(channel: .web).read(value).get()
        #expect(Array(draft.subject.unicodeScalars) == Array(subject.unicodeScalars))
    }

    @Test(arguments: [
        (#"[]"#, "", "expected an object, found an array"),
        (#"{"contact":{"name":"L"}}"#, "/text", "is missing"),
        (#"{"text":"","contact":{"name":"L"}}"#, "/text", "is empty"),
        (#"{"text":" \n ","contact":{"name":"L"}}"#, "/text", "is empty"),
        (#"{"text":" \u200b\u2060 \ufeff","contact":{"name":"L"}}"#, "/text", "is empty"),
        (#"{"text":"a","contact":{"name":"\u3164"}}"#, "/contact/name", "is empty"),
        (#"{"text":5,"contact":{"name":"L"}}"#, "/text", "expected a text, found a number"),
        (#"{"text":"a\u0007","contact":{"name":"L"}}"#, "/text", "U+7 at character 2"),
        (#"{"text":"a\u0086","contact":{"name":"L"}}"#, "/text", "U+86 at character 2"),
        (#"{"text":"a"}"#, "/contact", "is missing"),
        (#"{"text":"a","contact":"Li"}"#, "/contact", "expected an object, found a text"),
        (#"{"text":"a","contact":{}}"#, "/contact", "names nobody"),
        (#"{"text":"a","contact":{"phone":null}}"#, "/contact", "names nobody"),
        (#"{"text":"a","contact":{"name":"a\nb"}}"#, "/contact/name", "line break"),
        (#"{"text":"a","contact":{"phone":"call me"}}"#, "/contact/phone", "is no phone number"),
        (#"{"text":"a","contact":{"phone":"138****1234"}}"#, "/contact/phone", "is no phone number"),
        (#"{"text":"a","contact":{"phone":"12"}}"#, "/contact/phone", "has 2 digits"),
        (#"{"text":"a","contact":{"phone":"1234567890123456"}}"#, "/contact/phone", "has 16 digits"),
        (#"{"text":"a","contact":{"email":"li.example.com"}}"#, "/contact/email", "needs one @"),
        (#"{"text":"a","contact":{"email":"Li <li@example.com>"}}"#, "/contact/email", "bare"),
        (#"{"text":"a","contact":{"email":"li@localhost"}}"#, "/contact/email", "proper domain"),
        (#"{"text":"a","contact":{"email":".li@example.com"}}"#, "/contact/email", "proper name"),
        (#"{"text":"a","contact":{"mobile":"138"}}"#, "/contact/mobile", "did you mean \"phone\"?"),
        (#"{"text":"a","contact":{"name":"L"},"channel":"fax"}"#, "/channel", "is no channel"),
        (#"{"text":"a","contact":{"name":"L"},"channel":"phone"}"#, "/channel", "use phone's token"),
        (#"{"text":"a","contact":{"name":"L"},"channel":1}"#, "/channel", "expected a text"),
        (#"{"text":"a","contact":{"name":"L"},"order_number":"a b"}"#, "/order_number", "is no order number"),
        (#"{"text":"a","contact":{"name":"L"},"language":"zh_CN"}"#, "/language", "with dashes"),
        (#"{"text":"a","contact":{"name":"L"},"orderNumber":"1"}"#, "/orderNumber", "did you mean \"order_number\"?"),
        (#"{"text":"a","contact":{"name":"L"},"mesage":"1"}"#, "/mesage", "did you mean \"text\"?"),
        (#"{"text":"a","contact":{"name":"L"},"a/b~c":"1"}"#, "/a~1b~0c", "is no field here; known are"),
        (#"{"text":"a","contact":{"name":"L"},"attachments":{}}"#, "/attachments", "expected an array"),
        (#"{"text":"a","contact":{"name":"L"},"attachments":[1]}"#, "/attachments/0", "expected an object"),
    ])
    func `a fault is told with its place and remedy`(body: String, pointer: String, detail: String) throws {
        let refusal = #expect(throws: Refusal.self) { try read(body).get() }
        #expect(refusal?.faults.map(\.pointer) == [pointer])
        #expect(refusal?.faults.first?.detail.contains(detail) == true, "\(refusal?.faults.first?.detail ?? "")")
    }

    @Test(arguments: [
        (#"{"name":"../x","url":"https://a.example/x"}"#, "/attachments/0/name", "folders"),
        (#"{"name":"\u200b.htaccess","url":"https://a.example/x"}"#, "/attachments/0/name", "invisible"),
        (#"{"url":"https://a.example/x"}"#, "/attachments/0/name", "is missing"),
        (#"{"name":"x","url":"ftp://a.example/x"}"#, "/attachments/0/url", "begins with https://"),
        (#"{"name":"x","url":"javascript:alert(1)"}"#, "/attachments/0/url", "begins with https://"),
        (#"{"name":"x","url":"https://"}"#, "/attachments/0/url", "host"),
        (#"{"name":"x","url":"https://u:p@a.example/"}"#, "/attachments/0/url", "user name"),
        (#"{"name":"x","url":"https://a.example:99999/"}"#, "/attachments/0/url", "host"),
        (#"{"name":"x","url":"https://a.example/图"}"#, "/attachments/0/url", "percent-encode"),
        (#"{"name":"x","url":"https://a.example/x","media_type":"jpeg"}"#, "/attachments/0/media_type", "type/subtype"),
        (#"{"name":"x","url":"https://a.example/x","size":-1}"#, "/attachments/0/size", "from 0 to 104857600"),
        (#"{"name":"x","url":"https://a.example/x","size":1.5}"#, "/attachments/0/size", "whole number"),
        (#"{"name":"x","url":"https://a.example/x","size":"1"}"#, "/attachments/0/size", "found a text"),
        (#"{"name":"x","href":"https://a.example/x","url":"https://a.example/x"}"#, "/attachments/0/href", "\"url\""),
    ])
    func `an attachment is checked in the same way`(attachment: String, pointer: String, detail: String) {
        let refusal = #expect(throws: Refusal.self) {
            try read(#"{"text":"a","contact":{"name":"L"},"attachments":[\#(attachment)]}"#).get()
        }
        #expect(refusal?.faults.map(\.pointer) == [pointer])
        #expect(refusal?.faults.first?.detail.contains(detail) == true, "\(refusal?.faults.first?.detail ?? "")")
    }

    @Test(arguments: [
        "10086", "95588", "+86 138 1234 5678", "(010) 1234-5678", "010-12345678转801", "+1 415.555.0100 ext. 12",
        "13812345678,1234",
    ])
    func `a number that can be dialled is taken as it is written`(phone: String) throws {
        let draft = try read(#"{"text":"a","contact":{"phone":"\#(phone)"}}"#).get()
        #expect(draft.contact.phone == phone)
    }

    @Test(arguments: ["https://例子.中国/a", "http://a:8080?x=1", "https://[2001:db8::1]:443/a", "https://a.example#f"])
    func `a web address needs a host and ASCII`(url: String) {
        let result = read(#"{"text":"a","contact":{"name":"L"},"attachments":[{"name":"n","url":"\#(url)"}]}"#)
        #expect(((try? result.get()) != nil) == url.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `lengths count characters, whatever their bytes`() throws {
        let most = String(repeating: "好", count: 20_000)
        #expect(throws: Never.self) { try read(#"{"text":"\#(most)","contact":{"name":"L"}}"#).get() }
        let refusal = #expect(throws: Refusal.self) { try read(#"{"text":"\#(most)。","contact":{"name":"L"}}"#).get() }
        #expect(refusal?.faults == [Fault("/text", "has 20001 characters, the most is 20000; shorten it")])
    }

    @Test func `eleven attachments are one too many`() {
        let list = Array(repeating: #"{"name":"x","url":"https://a.example/x"}"#, count: 11).joined(separator: ",")
        let refusal = #expect(throws: Refusal.self) {
            try read(#"{"text":"a","contact":{"name":"L"},"attachments":[\#(list)]}"#).get()
        }
        #expect(refusal?.faults.map(\.pointer) == ["/attachments"])
    }

    @Test func `all faults are told together, twenty at most`() {
        let refusal = #expect(throws: Refusal.self) {
            try read(#"{"contact":{"phone":"x","e-mail":"y"},"language":"?","titel":"t"}"#).get()
        }
        #expect(
            refusal?.faults.map(\.pointer) == ["/titel", "/text", "/contact/e-mail", "/contact/phone", "/language"]
        )
        let members = (0..<30).map { #""field\#($0)":1"# }.joined(separator: ",")
        let flood = #expect(throws: Refusal.self) { try read("{\(members)}").get() }
        #expect(flood?.faults.count == 20)
        #expect(flood?.count == 32)
        #expect(flood?.summary.contains("the first 20") == true)
    }

    private func read(_ json: String) -> Result<Draft, Refusal> {
        do throws(Fault) {
            return DraftRules(channel: .web).read(try StrictJSON.read(Array(json.utf8)))
        } catch {
            Issue.record("the test's JSON is malformed: \(error)")
            return DraftRules(channel: .web).read(.null)
        }
    }
}
