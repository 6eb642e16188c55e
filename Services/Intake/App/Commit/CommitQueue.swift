/// Decides which requests go into which transaction; knows neither tasks nor databases.
///
/// Facts go in (`submitted`, `finished`), orders come out, to be carried out after the lock is released. A request that
/// finds a free lane goes at once; those that come while all lanes are busy share the next transaction.
struct CommitQueue<Entry> {
    enum Action {
        case start([Entry])
        case wait
        /// Too many wait already.
        case refuse(Entry)
    }

    /// Transactions at once, requests in one, and requests that may wait.
    let lanes: Int
    let most: Int
    let bound: Int
    private var waiting: [Entry] = []
    private var inFlight = 0

    /// How many wait for a lane.
    var depth: Int { waiting.count }

    init(lanes: Int, most: Int, bound: Int) {
        (self.lanes, self.most, self.bound) = (max(1, lanes), max(1, most), max(0, bound))
    }

    mutating func submitted(_ entry: Entry) -> Action {
        if inFlight < lanes {
            inFlight += 1
            return .start([entry])
        }
        guard waiting.count < bound else { return .refuse(entry) }
        waiting.append(entry)
        return .wait
    }

    /// A transaction ended; its lane takes what has gathered, or rests when that is nothing.
    mutating func finished() -> [Entry]? {
        guard !waiting.isEmpty else {
            inFlight -= 1
            return nil
        }
        let batch = Array(waiting.prefix(most))
        waiting.removeFirst(batch.count)
        return batch
    }
}
