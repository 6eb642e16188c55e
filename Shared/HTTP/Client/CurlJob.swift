internal import Synchronization

/// A request on its way to the client's thread, and the flag that takes it back.
final class CurlJob: Sendable {
    typealias Answer = Result<ClientResponse, HTTPClientError>

    let request: ClientRequest
    private let cancelled = Atomic(false)

    init(_ request: ClientRequest) {
        self.request = request
    }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() {
        cancelled.store(true, ordering: .releasing)
    }
}
