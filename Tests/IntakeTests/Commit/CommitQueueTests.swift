import Synchronization
import Testing

@testable import Intake

@Suite("Sharing transactions")
struct CommitQueueTests {
    @Test func `a request that finds none under way goes at once, and the next ones gather`() {
        var queue = CommitQueue<Int>(lanes: 1, most: 3, bound: 4, worthwhile: 1)
        #expect(started(queue.submitted(1)) == [1])
        for entry in 3...6 { #expect(started(queue.submitted(entry)) == nil) }
        guard case .refuse(7) = queue.submitted(7) else { return #expect(Bool(false), "the bound was not kept") }
        #expect(queue.finished() == [3, 4, 5])
        #expect(queue.finished() == [6])
        #expect(queue.finished() == nil)
        #expect(started(queue.submitted(8)) == [8])
    }

    @Test func `another transaction begins beside the first when it is worth its while`() {
        var queue = CommitQueue<Int>(lanes: 2, most: 3, bound: 9, worthwhile: 2)
        #expect(started(queue.submitted(1)) == [1])
        #expect(started(queue.submitted(2)) == nil)
        #expect(started(queue.submitted(3)) == [2, 3])
        for entry in 4...6 { #expect(started(queue.submitted(entry)) == nil) }
        #expect(queue.finished() == [4, 5, 6])
        #expect(started(queue.submitted(7)) == nil)
        #expect(queue.finished() == nil, "one request alone is left to the other transaction")
        #expect(queue.finished() == [7])
        #expect(queue.finished() == nil)
    }

    @Test func `those who come while one is committed share the next transaction`() async throws {
        let gate = Gate()
        let batches = Mutex<[[Int]]>([])
        let group = GroupCommit<Int, Int>(lanes: 1, most: 10, bound: 3, worthwhile: 1) { batch in
            batches.withLock { $0.append(batch) }
            if batch == [0] { await gate.wait() }
            return batch.map { $0 == 2 ? .failure(Overload()) : .success($0 * 10) }
        }
        async let first = group.submit(0)
        await gate.arrived()
        let others = (1...3).map { number in Task { try await group.submit(number) } }
        while group.depth < 3 { await Task.yield() }
        await #expect(throws: Overload.self) { try await group.submit(9) }
        gate.open()
        #expect(try await first == 0)
        #expect(try await others[0].value == 10)
        await #expect(throws: Overload.self) { try await others[1].value }
        #expect(try await others[2].value == 30)
        let seen = batches.withLock { $0 }
        #expect(seen.count == 2)
        #expect(seen.last?.sorted() == [1, 2, 3])
    }

    private func started(_ action: CommitQueue<Int>.Action) -> [Int]? {
        if case .start(let batch) = action { batch } else { nil }
    }
}
