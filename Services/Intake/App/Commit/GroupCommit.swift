import Synchronization

/// Lets concurrent requests share transactions, without making any of them wait for company.
final class GroupCommit<Input: Sendable, Output: Sendable>: Sendable {
    typealias Commit = @Sendable ([Input]) async -> [Result<Output, any Error>]

    private struct Entry {
        let input: Input
        let caller: CheckedContinuation<Output, any Error>
    }

    private let queue: Mutex<CommitQueue<Entry>>
    private let commit: Commit

    /// - Parameters:
    ///   - lanes: transactions in flight at once.
    ///   - most: requests in one transaction.
    ///   - bound: requests that may wait for a lane.
    ///   - worthwhile: requests that must wait before another transaction begins beside one that is under way.
    ///   - commit: does the work of one transaction; answers one result for each input, in their order.
    init(lanes: Int, most: Int, bound: Int, worthwhile: Int, commit: @escaping Commit) {
        queue = Mutex(CommitQueue(lanes: lanes, most: most, bound: bound, worthwhile: worthwhile))
        self.commit = commit
    }

    /// How many requests wait for a lane now.
    var depth: Int { queue.withLock { $0.depth } }

    /// Answers when the transaction that carried `input` has ended.
    ///
    /// - Throws: what its transaction failed with, or `Overload` when too many wait already.
    func submit(_ input: Input) async throws -> Output {
        try await withCheckedThrowingContinuation { caller in
            let action = queue.withLock { $0.submitted(Entry(input: input, caller: caller)) }
            switch action {
            case .start(let batch): Task { await self.run(batch) }
            case .wait: break
            case .refuse(let entry): entry.caller.resume(throwing: Overload())
            }
        }
    }

    private func run(_ first: [Entry]) async {
        var next: [Entry]? = first
        while let batch = next {
            let results = await commit(batch.map(\.input))
            next = queue.withLock { $0.finished() }
            for (place, entry) in batch.enumerated() {
                entry.caller.resume(with: place < results.count ? results[place] : .failure(Overload()))
            }
        }
    }
}

/// More requests wait for the database than may: the client is asked to come back.
struct Overload: Error {}
