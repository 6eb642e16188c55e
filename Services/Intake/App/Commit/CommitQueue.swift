/// Decides which requests go into which transaction; knows neither tasks nor databases.
///
/// Facts go in (`submitted`, `finished`), orders come out, to be carried out after the lock is released. A request that
/// finds no transaction under way goes at once; those that come meanwhile share the next one. A transaction costs nearly
/// the same whatever it carries, so another one begins beside it only when it is worth its while, as when the first stands.
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
    /// How many requests must wait before another transaction begins beside one that is under way.
    let worthwhile: Int
    private var waiting: [Entry] = []
    private var inFlight = 0

    /// How many wait for a lane.
    var depth: Int { waiting.count }

    init(lanes: Int, most: Int, bound: Int, worthwhile: Int) {
        (self.lanes, self.most, self.bound) = (max(1, lanes), max(1, most), max(0, bound))
        self.worthwhile = min(worthwhile, self.most)
    }

    mutating func submitted(_ entry: Entry) -> Action {
        guard inFlight > 0 else {
            inFlight += 1
            return .start([entry])
        }
        guard waiting.count < bound else { return .refuse(entry) }
        waiting.append(entry)
        guard inFlight < lanes, waiting.count >= worthwhile else { return .wait }
        inFlight += 1
        return .start(gathered())
    }

    /// A transaction ended; its lane takes what has gathered, or rests when that is nothing, or too little beside another.
    mutating func finished() -> [Entry]? {
        guard waiting.count >= (inFlight > 1 ? worthwhile : 1) else {
            inFlight -= 1
            return nil
        }
        return gathered()
    }

    private mutating func gathered() -> [Entry] {
        let batch = Array(waiting.prefix(most))
        waiting.removeFirst(batch.count)
        return batch
    }
}
