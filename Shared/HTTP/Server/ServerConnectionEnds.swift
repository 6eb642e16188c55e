internal import Synchronization

// MARK: From tasks

extension ServerConnection {
    func answer(_ response: Response) {
        let isTaken = state.withLock { state in
            guard case .running(let exchange) = state.phase else { return false }
            state.phase = .answered(exchange, response)
            handle.resume()
            return true
        }
        if !isTaken, case .events(let stream) = response.body { stream.abort() }
    }

    /// Shuts the socket down, so that libmicrohttpd finds it ended; only here is the descriptor known to be ours still.
    func cut() {
        state.withLock { state in
            if case .closed = state.phase { return }
            socket.end()
        }
    }
}

// MARK: From the loop

extension ServerConnection {
    /// Ends the connection when its time is over; returns the deadline that still stands.
    func expire(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        state.withLock { state in
            guard let deadline = state.deadline else { return nil }
            guard deadline <= now else { return deadline }
            switch state.phase {
            case .head:
                refuse(tooSlow, "OTHER", "unmatched", &state)
            case .collecting(let exchange):
                refuse(tooSlow, exchange.method, exchange.pattern, &state)
            case .running, .answered, .closed:
                return nil
            case .idle, .refused, .sending, .abandoned:
                break
            }
            socket.end()
            state.deadline = nil
            return nil
        }
    }

    private var tooSlow: Problem {
        Problem(status: 408, detail: "The request was not there in time.")
    }

    func hungUp() {
        stream?.abort()
    }

    /// The server stops: an idle connection ends, a stream finishes, a request is still answered.
    func wind() {
        state.withLock { state in
            if case .idle = state.phase { socket.endReading() }
        }
        stream?.finish()
    }

    /// The server's patience is over: nothing may stay suspended.
    func abandon() {
        stream?.abort()
        state.withLock { state in
            switch state.phase {
            case .running:
                state.phase = .abandoned
                handle.resume()
            case .closed:
                break
            default:
                socket.end()
            }
        }
    }

    private var stream: EventStream? {
        state.withLock { if case .sending(let stream) = $0.phase { stream } else { nil } }
    }
}
