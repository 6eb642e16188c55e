import FoundationEssentials
import HTTP
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing

@testable import Desk

@Suite("The desk's pages", .timeLimit(.minutes(2)))
struct PageTests {
    private static let browser: HTTPHeaders = ["Accept": "text/html,application/xhtml+xml", "Accept-Language": "en"]

    private func text(_ response: ClientResponse) -> String {
        String(decoding: response.body, as: UTF8.self)
    }

    @Test func `speak the language that is asked for`() async throws {
        try await withDesk { desk in
            try await desk.receive(1)
            let english = try await desk.get("/", Self.browser)
            #expect(english.status == 200 && text(english).contains(#"<html lang="en">"#))
            #expect(text(english).contains("To be triaged"))
            let chinese = try await desk.get("/?lang=zh", Self.browser)
            #expect(text(chinese).contains(#"<html lang="zh-Hans">"#) && text(chinese).contains("待分诊"))
            #expect(try await text(desk.get("/")).contains("待分诊"))
        }
    }

    @Test func `are kept by nobody and framed by nobody`() async throws {
        try await withDesk { desk in
            let page = try await desk.get("/")
            #expect(page.headers["Cache-Control"] == "no-store")
            #expect(page.headers["Vary"] == "Accept-Language")
            #expect(page.headers["X-Content-Type-Options"] == "nosniff")
            #expect(page.headers["Referrer-Policy"] == "same-origin")
            let policy = try #require(page.headers["Content-Security-Policy"])
            for rule in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
                #expect(policy.contains(rule))
            }
            #expect(!policy.contains("unsafe"))
        }
    }

    @Test func `show hostile texts as texts`() async throws {
        try await withDesk { desk in
            try await SampleTickets.fill(desk.pool, with: SampleTickets.hostile)
            let page = try await text(desk.get("/?lang=en"))
            #expect(page.contains("&lt;script&gt;document.title"))
            #expect(page.matches(of: /<script/).count == 1)
            #expect(!page.contains("<img") && !page.contains("Free gifts</h1>"))
        }
    }

    @Test func `answer HEAD without a body`() async throws {
        try await withDesk { desk in
            for path in ["/", "/v1/events", "/assets/desk.js", "/nowhere"] {
                let answer = try await desk.get(path, method: .head)
                #expect(answer.status == (path == "/nowhere" ? 404 : 200) && answer.body.isEmpty, "\(path)")
            }
        }
    }

    @Test func `tell people that nothing is there, and programs too`() async throws {
        try await withDesk { desk in
            let page = try await desk.get("/nowhere/at/all", Self.browser)
            #expect(page.status == 404 && page.headers["Content-Type"] == "text/html; charset=utf-8")
            #expect(text(page).contains("There is nothing here") && text(page).contains(#"href="/""#))
            for (path, headers) in [("/nowhere", [:]), ("/v1/nothing", Self.browser)] as [(String, HTTPHeaders)] {
                let problem = try await desk.get(path, headers)
                #expect(problem.status == 404 && problem.headers["Content-Type"] == "application/problem+json")
            }
        }
    }

    @Test func `ask for patience while the database is away`() async throws {
        let settings = try Settings(
            environment: ["DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "SHOUWEN_LISTEN": "127.0.0.1:0"]
        )
        let service = try ServiceContext(name: "desk", settings: settings, logger: .silent)
        let desk = try Desk(service)
        let serving = Task { try await desk.server.run() }
        let client = HTTPClient(policy: .any)
        let url = "http://127.0.0.1:\(desk.server.port)/"
        let page = try await client.send(ClientRequest(.get, url, headers: Self.browser))
        #expect(page.status == 503 && page.headers["Refresh"] == "5" && page.headers["Retry-After"] == "5")
        #expect(text(page).contains("no ticket is lost"))
        let problem = try await client.send(ClientRequest(.get, url + "v1/events"))
        #expect(problem.status == 503 && problem.headers["Retry-After"] != nil)
        #expect(problem.headers["Content-Type"] == "application/problem+json")
        serving.cancel()
        _ = await serving.result
        await client.close()
        await service.pool.close()
    }

    @Test(arguments: ["/assets/desk.css", "/assets/desk.js", "/assets/icon.svg"])
    func `send a file again only when it changed`(_ path: String) async throws {
        try await withDesk { desk in
            let first = try await desk.get(path)
            let tag = try #require(first.headers["ETag"])
            #expect(first.status == 200 && !first.body.isEmpty && first.headers["Cache-Control"] == "no-cache")
            let second = try await desk.get(path, ["If-None-Match": tag])
            #expect(second.status == 304 && second.body.isEmpty && second.headers["ETag"] == tag)
            #expect(try await desk.get(path, ["If-None-Match": "\"other\""]).status == 200)
        }
    }
}
