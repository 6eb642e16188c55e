import Glibc
import HTTP
import Testing

@Suite("HTTP client, where it may go", .timeLimit(.minutes(1)))
struct ClientPolicyTests {
    private func error(of url: String, policy: AddressPolicy, headers: HTTPHeaders = [:]) async -> HTTPClientError? {
        let client = HTTPClient(policy: policy)
        var caught: HTTPClientError?
        do throws(HTTPClientError) {
            _ = try await client.send(ClientRequest(.get, url, headers: headers, timeout: .seconds(5)))
        } catch {
            caught = error
        }
        await client.close()
        return caught
    }

    @Test(
        arguments: [
            ("https://127.0.0.1/", "127.0.0.1 port 443"),
            ("https://2130706433/", "127.0.0.1 port 443"),
            ("https://0x7f.1/", "127.0.0.1 port 443"),
            ("https://169.254.169.254/latest/meta-data", "169.254.169.254 port 443"),
            ("https://[::1]:8443/", "::1 port 8443"),
            ("https://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1 port 443"),
            ("https://0.0.0.0/", "0.0.0.0 port 443"),
            ("https://1.1.1.1:22/", "1.1.1.1 port 22"),
        ]
    )
    func `an inner address or another port is refused before a socket is opened`(url: String, place: String) async {
        #expect(await error(of: url, policy: .publicOnly(allowing: [])) == .refusedAddress(place))
    }

    @Test func `a name that leads inside is refused`() async {
        let error = await error(of: "https://localhost/", policy: .publicOnly(allowing: []))
        #expect(error == .refusedAddress("127.0.0.1 port 443") || error == .refusedAddress("::1 port 443"))
    }

    @Test(arguments: [
        "http://1.1.1.1/", "file:///etc/passwd", "ftp://1.1.1.1/", "gopher://1.1.1.1/", "dict://1.1.1.1/",
    ])
    func `a protocol that is not allowed is refused`(url: String) async {
        #expect(await error(of: url, policy: .publicOnly(allowing: [])) == .refusedProtocol)
    }

    @Test func `even where all addresses are allowed, only HTTP is`() async {
        #expect(await error(of: "file:///etc/passwd", policy: .any) == .refusedProtocol)
    }

    @Test(arguments: [
        "", "127.0.0.1/", "http://a b/", "http://user:secret@127.0.0.1/", "http://127.0.0.1:99999/", "http:///",
    ])
    func `a malformed URL, or one with a user in it, is refused`(url: String) async throws {
        let error = try #require(await error(of: url, policy: .any))
        guard case .invalidRequest = error else {
            Issue.record("\(error)")
            return
        }
        #expect(!"\(error)".contains("secret"))
    }

    @Test func `a header with a line break is refused`() async {
        let error = await error(of: "http://127.0.0.1/", policy: .any, headers: ["X": "a\r\nY: b"])
        #expect(error == .invalidRequest("the header “X” is malformed"))
    }

    @Test func `a name that does not exist, and a server without TLS`() async throws {
        #expect(await error(of: "http://no.such.invalid/", policy: .any) == .resolve)
        try await serving([hello]) { server in
            let error = await error(of: "https://127.0.0.1:\(server.port)/", policy: .any)
            guard case .tls? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `an allowed network is reached without TLS`() async throws {
        let loopback = ["127.0.0.0/8"].compactMap(IPNetwork.init)
        try await serving([hello]) { server in
            let url = "http://127.0.0.1:\(server.port)/hello/a"
            #expect(await error(of: url, policy: .publicOnly(allowing: loopback)) == nil)
        }
    }

    /// In a process of its own, because the environment belongs to all threads.
    @Test func `proxies of the environment are not used`() async {
        await #expect(processExitsWith: .success) {
            _ = unsafe setenv("http_proxy", "http://127.0.0.1:1", 1)
            try await serving([hello]) { server in
                let client = HTTPClient(policy: .any)
                _ = try await client.send(ClientRequest(.get, "http://127.0.0.1:\(server.port)/hello/a"))
            }
        }
    }
}
