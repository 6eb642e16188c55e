import HTTP
import TestKit
import Testing

@testable import Shouwen

@Suite("The doctor, on services,", .timeLimit(.minutes(2)))
struct DoctorOnServicesTests {
    @Test func `tells one that is down from one that cannot work and one that can`() async throws {
        let server = try HTTPServer(
            address: "127.0.0.1:0",
            routes: [
                Route(.get, "/readyz") { _ in .text("not ready: joining the consumer group router\n", status: 503) }
            ]
        )
        try server.start()
        let port = try FreePorts.pick(1)[0]
        try await Surgery.with { surgery in
            let ills = try await surgery.ills([
                "SHOUWEN_SERVICES": "router=127.0.0.1:\(server.port), relay=127.0.0.1:\(port)"
            ])
            #expect(ills["router"]?.finding.contains("cannot work: not ready: joining the consumer group") == true)
            #expect(ills["relay"]?.finding.hasPrefix("is down") == true)
            #expect(ills["relay"]?.remedy?.hasPrefix("start relay") == true)
        }
        await server.stop(grace: .seconds(1))
    }

    @Test func `asks to be told where services are, in their own form`() async throws {
        try await Surgery.with { surgery in
            #expect(try await surgery.ills()["services"]?.remedy?.contains("SHOUWEN_SERVICES") == true)
            for wrong in ["relay", "relay=", "relay=host", "=host:1", "a=b:1,a=b:2"] {
                let finding = try await surgery.ills(["SHOUWEN_SERVICES": wrong])["services"]?.finding
                #expect(finding?.contains("SHOUWEN_SERVICES") == true, "\(wrong) was taken")
            }
        }
    }
}
