import NotifierRules
import Testing

@Suite("A webhook's signature") struct WebhookSignatureTests {
    private let signature = WebhookSignature(id: "msg_1", timestamp: 1_772_323_200)

    @Test func `id, moment and body are signed, apart by full stops`() {
        #expect(String(decoding: signature.content(Array("{}".utf8)), as: UTF8.self) == "msg_1.1772323200.{}")
    }

    @Test func `the headers carry all signatures of a rotation`() {
        let headers = signature.headers(["AAA=", "BBB="])
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers.map(\.value) == ["msg_1", "1772323200", "v1,AAA= v1,BBB="])
    }

    @Test func `a secret is read with and without its prefix`() {
        #expect(WebhookSignature.keys(in: "whsec_QUJD REVG") == ["QUJD", "REVG"])
    }
}
