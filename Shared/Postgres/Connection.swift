import Synchronization

/// One session with PostgreSQL, on a thread of its own while it works.
package actor Connection {
    private nonisolated let executor: QueueExecutor
    private nonisolated let canceller = Canceller()
    private nonisolated let broken = Atomic(false)
    private var handle: ConnectionHandle?
    private var watch: SocketWatch?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    private init(label: String) {
        executor = QueueExecutor(label: label)
    }

    // Closing speaks to the server, so even the last breath is taken on the queue.
    isolated deinit {
        handle = nil
    }

    package static func open(_ configuration: PostgresConfiguration) async throws -> Connection {
        let connection = Connection(label: "postgres \(configuration.applicationName)")
        try await connection.connect(configuration)
        return connection
    }

    private func connect(_ configuration: PostgresConfiguration) throws(PostgresError) {
        let handle = try ConnectionHandle.open(configuration)
        canceller.attach(handle)
        self.handle = handle
    }

    /// The session was lost or cannot be trusted any more; open another.
    package nonisolated var isBroken: Bool { broken.load(ordering: .acquiring) }

    /// BEGIN, the body, COMMIT; one try, which the caller repeats when the error is retriable.
    package nonisolated func transaction<R: Sendable>(
        isolation: Isolation = .readCommitted,
        _ body: @Sendable (borrowing Session) throws -> R
    ) async throws -> R {
        try await cancellable { ticket in
            try await self.perform(ticket) { handle in try handle.transaction(isolation, body) }
        }
    }

    /// The body without BEGIN: each statement commits by itself.
    package nonisolated func read<R: Sendable>(
        _ body: @Sendable (borrowing Session) throws -> R
    ) async throws -> R {
        try await cancellable { ticket in
            try await self.perform(ticket) { handle in try handle.read(body) }
        }
    }

    private nonisolated func cancellable<R: Sendable>(_ work: (_ ticket: Int) async throws -> R) async throws -> R {
        let ticket = canceller.newTicket()
        return try await withTaskCancellationHandler {
            do {
                return try await work(ticket)
            } catch let error as PostgresError where error.code == .cancelled {
                throw CancellationError()
            } catch let error as PostgresError where error.code == .queryCancelled && Task.isCancelled {
                throw CancellationError()
            }
        } onCancel: {
            canceller.cancel(ticket)
        }
    }

    private func perform<R: Sendable>(
        _ ticket: Int,
        _ work: @Sendable (ConnectionHandle) throws -> R
    ) throws -> R {
        let handle = try usableHandle()
        canceller.begin(ticket)
        defer {
            if canceller.end() { handle.isBroken = true }
            settle(handle)
        }
        // Cancelled before `begin`: no request could find us.
        try Task.checkCancellation()
        return try work(handle)
    }

    private func usableHandle() throws(PostgresError) -> ConnectionHandle {
        guard let handle, !handle.isBroken, !handle.noticeLoss() else {
            broken.store(true, ordering: .releasing)
            var error = PostgresError(.connectionLost, "the server had closed the connection while it lay idle")
            error.nothingSent = true
            throw error
        }
        return handle
    }

    /// Throws, with nothing sent, when the server has hung up meanwhile.
    func requireUsable() throws(PostgresError) {
        _ = try usableHandle()
    }

    private func settle(_ handle: ConnectionHandle) {
        if handle.isBroken { broken.store(true, ordering: .releasing) }
        // A statement reads notifications off the socket too, and nothing would wake their listener.
        watch?.wake()
    }

    /// Forgets everything a borrower left in the session: locks, channels, settings, prepared statements.
    func reset() {
        guard let handle, !handle.isBroken else { return }
        handle.statements.forgetAll()
        if handle.transactionStatus != .idle || (try? handle.control("DISCARD ALL")) == nil { handle.isBroken = true }
        handle.dropNotifications()
        settle(handle)
    }

    package func close() {
        broken.store(true, ordering: .releasing)
        handle = nil
        watch?.wake()
    }
}

extension Connection {
    /// Subscribes this session to a channel; fetch with `notification(before:)`.
    package nonisolated func listen(_ channel: String) async throws {
        _ = try await read { session in try session.execute("LISTEN \(identifier: channel)") }
    }

    /// The next notification, or nil when none came before the deadline; waits without holding a thread.
    ///
    /// One waiter at a time: a second one would take the first one's notifications.
    package func notification(before deadline: ContinuousClock.Instant) async throws -> Notification? {
        while true {
            try Task.checkCancellation()
            let handle = try usableHandle()
            defer { settle(handle) }
            if let notification = try handle.nextNotification() { return notification }
            guard deadline > .now else { return nil }
            let watch = try SocketWatch(handle.socket)
            self.watch = watch
            await watch.wait(until: deadline)
            self.watch = nil
        }
    }
}
