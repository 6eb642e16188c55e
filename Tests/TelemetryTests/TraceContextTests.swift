import Telemetry
import Testing

@Suite("A trace context")
struct TraceContextTests {
    private let header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func `is read and written alike`() throws {
        let context = try #require(TraceContext(header: header))
        #expect(context.header == header)
        #expect(context.traceID.description == "0af7651916cd43dd8448eb211c80319c")
        #expect(context.isSampled)
    }

    @Test func `keeps the trace and takes a new span as a child`() throws {
        let child = try #require(TraceContext(header: header)).child(random: 0xabc)
        #expect(child.header == "00-0af7651916cd43dd8448eb211c80319c-0000000000000abc-01")
    }

    @Test func `never makes an id of zeros`() {
        let root = TraceContext.root(random: (0, 0, 0), sampled: false)
        #expect(root.header == "00-00000000000000000000000000000001-0000000000000001-00")
        #expect(root.child(random: 0).spanID == 1)
    }

    @Test func `differs from root to root`() {
        var random = SystemRandomNumberGenerator()
        let one = TraceContext.root(using: &random)
        #expect(one.traceID != TraceContext.root(using: &random).traceID)
        #expect(TraceContext(header: one.header) == one)
    }

    @Test func `knows only the sampled flag and passes on no other`() {
        #expect(TraceContext(header: header.dropLast(2) + "ff")?.header == header)
        #expect(TraceContext(header: header.dropLast(2) + "fe")?.isSampled == false)
    }

    @Test func `of a later version is read as far as this one goes`() {
        #expect(TraceContext(header: "01" + header.dropFirst(2) + "-more")?.header == header)
        #expect(TraceContext(header: "cc" + header.dropFirst(2))?.header == header)
    }

    @Test(arguments: [
        "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",  // too short
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",  // version 00 has no more
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",  // more without a dash
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",  // forbidden version
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",  // capitals
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",  // no trace
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",  // no span
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",  // not a digit
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0é",
    ])
    func `that is not valid is ignored whole`(text: String) {
        #expect(TraceContext(header: text) == nil)
    }
}
