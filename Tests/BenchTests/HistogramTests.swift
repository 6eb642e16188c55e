import TestKit
import Testing

@testable import Bench

@Suite("A histogram of durations") struct HistogramTests {
    @Test func `tells percentiles to one in a thousand, whatever the range`() {
        var histogram = Histogram()
        for value in 1...100_000 { histogram.record(.microseconds(value)) }
        for share in [0.5, 0.9, 0.99, 0.999] {
            let expected = share * 100_000
            let found = histogram.percentile(share).seconds * 1e6
            #expect(abs(found - expected) <= expected / 1000 + 2, "\(share): \(found)")
        }
        #expect(histogram.percentile(1) == .microseconds(100_000))
        #expect(histogram.max == .microseconds(100_000))
    }

    @Test func `of parts is that of the whole`() {
        var (whole, odd, even) = (Histogram(), Histogram(), Histogram())
        for value in 1...5000 {
            whole.record(.microseconds(value * value))
            if value % 2 == 0 {
                even.record(.microseconds(value * value))
            } else {
                odd.record(.microseconds(value * value))
            }
        }
        odd += even
        #expect(odd.count == whole.count)
        for share in [0.1, 0.5, 0.99, 1] { #expect(odd.percentile(share) == whole.percentile(share)) }
    }

    @Test func `without anything in it is all zero`() {
        #expect(Histogram().percentile(0.99) == .zero)
    }
}
