import Dispatch
import Glibc

/// Turns the signals that a process gets into a sequence, for as long as the value lives.
struct Signals {
    let received: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    init(_ numbers: [Int32]) {
        let (received, sink) = AsyncStream.makeStream(of: Int32.self)
        self.received = received
        sources = numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { sink.yield(number) }
            source.activate()
            return source
        }
    }
}
