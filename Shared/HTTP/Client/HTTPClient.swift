/// Calls other servers: webhooks, robots, identity providers; one thread carries all requests of a client.
package final class HTTPClient: Sendable {
    private let loop: CurlLoop

    package init(policy: AddressPolicy, userAgent: String = "shouwen") {
        loop = CurlLoop(settings: CurlTransfer.Settings(policy: policy, userAgent: userAgent))
    }

    deinit {
        loop.close(then: {})
    }

    package func send(_ request: ClientRequest) async throws(HTTPClientError) -> ClientResponse {
        let job = CurlJob(request)
        let loop = loop
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in loop.add(job, continuation) }
        } onCancel: {
            job.cancel()
            loop.wake()
        }
        return try result.get()
    }

    /// Ends the running requests with `closed` and returns when the thread is gone.
    package func close() async {
        await withCheckedContinuation { continuation in
            loop.close { continuation.resume() }
        }
    }
}
