internal import CRdKafka
import Synchronization

/// The one owner of a librdkafka client: makes it, lends it, and takes it apart in the only safe order.
final class KafkaHandle: Sendable {
    /// Which kind of client it is, and so which queue of it wakes us.
    enum Kind: Sendable {
        case producer(events: Int32)
        case consumer
    }

    /// Unchecked, because a C pointer is not Sendable: librdkafka's functions may be called from any thread, and the
    /// pointers are lent only under the lock, or on the queue on which they are destroyed.
    @safe
    private struct Client: @unchecked Sendable {
        let pointer: OpaquePointer
        let queue: OpaquePointer
        let waker: Unmanaged<Waker>
    }

    /// Signalled when the client's queue has something; finished once the client is closed.
    let waker = Waker()
    let context: ClientContext
    private let kind: Kind
    private let blockingQueue: BlockingQueue
    private let client: Mutex<Client?>

    /// - Throws: when an option is unknown or its value is wrong; the reason names it.
    init(_ kind: Kind, options: [String: String], context: ClientContext) throws(KafkaError) {
        let pointer = unsafe try ClientOptions.makeClient(kind, options: options, context: context)
        let queue: OpaquePointer? =
            switch kind {
            case .producer: unsafe rd_kafka_queue_get_main(pointer)
            case .consumer: unsafe Self.consumerQueue(of: pointer)
            }
        guard let queue = unsafe queue else {
            unsafe rd_kafka_destroy(pointer)
            throw .invalid("librdkafka gives no queue for this client: is group.id empty?")
        }
        let retained = unsafe Unmanaged.passRetained(waker)
        unsafe rd_kafka_queue_cb_event_enable(
            queue,
            { _, opaque in
                guard let opaque = unsafe opaque else { return }
                unsafe Unmanaged<Waker>.fromOpaque(opaque).takeUnretainedValue().signal()
            },
            retained.toOpaque()
        )
        // librdkafka calls back when the queue stops being empty, and what came before now has filled it already:
        // a client that begins while no broker answers would never be woken.
        waker.signal()
        (self.kind, self.context) = (kind, context)
        blockingQueue = BlockingQueue("kafka.\(options["client.id"] ?? "client")")
        client = unsafe Mutex(Client(pointer: pointer, queue: queue, waker: retained))
    }

    /// One queue for messages and events alike, so that polling it is all the polling there is.
    private static func consumerQueue(of pointer: OpaquePointer) -> OpaquePointer? {
        unsafe rd_kafka_poll_set_consumer(pointer)
        return unsafe rd_kafka_queue_get_consumer(pointer)
    }

    /// Lends the client and its queue for a call that returns at once.
    func use<R>(_ body: (_ client: OpaquePointer, _ queue: OpaquePointer) throws(KafkaError) -> R) throws(KafkaError)
        -> R
    {
        let result = client.withLock { client -> Result<R, KafkaError> in
            guard let client else { return .failure(.closed) }
            do throws(KafkaError) {
                return .success(unsafe try body(client.pointer, client.queue))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Lends the client for a call that may block.
    func block<R: Sendable>(
        _ body: @escaping @Sendable (_ client: OpaquePointer) throws(KafkaError) -> R
    ) async throws(KafkaError) -> R {
        try await blockingQueue.run { () throws(KafkaError) -> R in
            // Closing runs on this queue too, so the client stays while the body runs.
            let pointer = unsafe try self.use { client, _ in unsafe client }
            return unsafe try body(pointer)
        }
    }

    /// Takes the client apart, a consumer committing what it stored and leaving its group; a second call does nothing.
    func close() async {
        waker.finish()
        try? await blockingQueue.run { self.takeClient().map(Self.destroy) }
    }

    private func takeClient() -> Client? {
        client.withLock { client in
            defer { client = nil }
            return client
        }
    }

    private static func destroy(_ client: Client) {
        unsafe rd_kafka_queue_cb_event_enable(client.queue, nil, nil)
        unsafe rd_kafka_queue_destroy(client.queue)
        if unsafe rd_kafka_type(client.pointer) == RD_KAFKA_CONSUMER {
            unsafe rd_kafka_consumer_close(client.pointer)
        }
        unsafe rd_kafka_destroy(client.pointer)
        unsafe client.waker.release()
    }

    deinit {
        // The owner forgot to close: late, but without blocking the thread that let go of it.
        waker.finish()
        guard let client = takeClient() else { return }
        let context = context
        blockingQueue.later { withExtendedLifetime(context) { Self.destroy(client) } }
    }
}
