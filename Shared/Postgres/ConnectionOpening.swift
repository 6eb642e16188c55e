import Glibc

internal import CLibPQ

extension ConnectionHandle {
    /// Connects, within the time the configuration gives; blocks, so it belongs on a connection's queue.
    static func open(_ configuration: PostgresConfiguration) throws(PostgresError) -> ConnectionHandle {
        let parameters = try configuration.connectionParameters()
        guard let raw = unsafe start(parameters) else {
            throw PostgresError(.resourcesExhausted, "there is no memory for a connection")
        }
        let handle = unsafe ConnectionHandle(raw: raw)
        // Verbose reports begin with the SQLSTATE, which libpq gives in no other way while connecting.
        unsafe PQsetErrorVerbosity(raw, PQERRORS_VERBOSE)
        unsafe PQsetNoticeReceiver(raw, { _, _ in }, nil)
        let allowed = configuration.connectTimeout * max(1, configuration.hosts.count)
        try handle.finishConnecting(before: .now + allowed)
        return handle
    }

    private static func start(_ parameters: [(keyword: String, value: String)]) -> OpaquePointer? {
        var keywords = unsafe parameters.map { unsafe UnsafePointer(strdup($0.keyword)) }
        var values = unsafe parameters.map { unsafe UnsafePointer(strdup($0.value)) }
        defer {
            unsafe (keywords + values).forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) }
        }
        unsafe keywords.append(nil)
        unsafe values.append(nil)
        return unsafe PQconnectStartParams(keywords, values, 0)
    }

    private func finishConnecting(before deadline: ContinuousClock.Instant) throws(PostgresError) {
        guard unsafe PQstatus(raw) != CONNECTION_BAD else { throw openingError() }
        var status = PGRES_POLLING_WRITING
        while status != PGRES_POLLING_OK {
            guard status != PGRES_POLLING_FAILED else { throw openingError() }
            let events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT
            guard waitForSocket(events, before: deadline) else {
                throw PostgresError(.connectionLost, "the server did not answer in time while connecting")
            }
            status = unsafe PQconnectPoll(raw)
        }
    }

    private func waitForSocket(_ events: Int32, before deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = (deadline - .now).milliseconds
            guard left > 0 else { return false }
            var descriptor = unsafe pollfd(fd: PQsocket(raw), events: Int16(events), revents: 0)
            let ready = unsafe poll(&descriptor, 1, Int32(clamping: left))
            if ready > 0 { return true }
            if ready < 0 && errno != EINTR { return true }  // libpq will meet the same fault and name it
        }
    }

    private func openingError() -> PostgresError {
        var message = lastMessage
        let state = Self.sqlState(in: message)
        if let state, let place = message.firstRange(of: "\(state): ") {
            message = String(message[place.upperBound...])
        }
        let code = state.map(SQLState.code) ?? .connectionLost
        return PostgresError(code, message, sqlState: state)
    }

    /// Finds `28P01` in `FATAL:  28P01: password authentication failed`; every SQLSTATE has a digit, no severity has.
    static func sqlState(in message: String) -> String? {
        let words = message.split(separator: ":").map { $0.drop { $0 == " " } }
        return words.dropFirst().first { word in
            word.count == 5 && word.contains { ("0"..."9").contains($0) }
                && word.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
        }.map(String.init)
    }

    /// Whether the server has hung up while the connection lay idle; costs one system call and never waits.
    ///
    /// A server that ends a session says why first: only after its words comes the end.
    func noticeLoss() -> Bool {
        var descriptor = unsafe pollfd(fd: PQsocket(raw), events: Int16(POLLIN), revents: 0)
        for _ in 0..<8 where unsafe !isLost && poll(&descriptor, 1, 0) > 0 { _ = unsafe PQconsumeInput(raw) }
        if isLost { isBroken = true }
        return isLost
    }
}
