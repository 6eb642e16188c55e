import Kafka
import Testing

@Suite("A waker")
struct WakerTests {
    @Test func `keeps a signal that comes before the wait`() async {
        let waker = Waker()
        waker.signal()
        #expect(await waker.wait())
    }

    @Test func `makes one wake of several signals`() async {
        let waker = Waker()
        waker.signal()
        waker.signal()
        #expect(await waker.wait())
        waker.finish()
        #expect(await waker.wait() == false)
    }

    @Test func `wakes the task that waits`() async {
        let waker = Waker()
        async let woken = waker.wait()
        waker.signal()
        #expect(await woken)
    }

    @Test func `lets a cancelled task go, before or while it waits`() async {
        let waker = Waker()
        for _ in 0..<200 {
            let task = Task { await waker.wait() }
            task.cancel()
            #expect(await task.value == false)
        }
    }

    @Test func `keeps the signal that a cancelled task did not take`() async {
        let waker = Waker()
        waker.signal()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await waker.wait()
        }
        task.cancel()
        #expect(await task.value == false)
        #expect(await waker.wait())
    }

    @Test func `ends every wait when it is finished`() async {
        let waker = Waker()
        async let woken = waker.wait()
        waker.finish()
        #expect(await woken == false)
        waker.signal()
        #expect(await waker.wait() == false)
    }

    @Test func `loses no signal while others race`() async {
        let waker = Waker()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<1000 {
                group.addTask { waker.signal() }
                #expect(await waker.wait())
            }
        }
    }
}
