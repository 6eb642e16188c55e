import Dispatch
import Synchronization

extension Pool {
    /// Changes the state under the lock, and carries out what it orders after the lock is released.
    func update(_ change: (inout PoolShelf) -> [PoolState.Action]) {
        let effects = shelf.withLock { shelf in
            let actions = change(&shelf)
            return shelf.effects(of: actions)
        }
        for effect in effects { carryOut(effect) }
    }

    private func carryOut(_ effect: PoolShelf.Effect) {
        switch effect {
        case .open(let id): Task.detached { await self.open(id) }
        case .lend(let lease, let caller): caller.resume(returning: lease)
        case .refuse(let caller, let error): caller.resume(throwing: error)
        case .watch(let waiter, let time): later(time) { $0.state.gaveUp(waiter, isCancelled: false) }
        case .retry(let delay): later(delay) { $0.state.pauseEnded() }
        case .close(let connection): Task.detached { await connection.close() }
        case .finish(let callers): for caller in callers { caller.resume() }
        }
    }

    private func open(_ id: PoolState.ConnectionID) async {
        do {
            let connection = try await Connection.open(configuration)
            update { shelf in
                shelf.connections[id] = connection
                return shelf.state.opened(id)
            }
        } catch {
            let chance = Double.random(in: 0...1)
            update { shelf in
                shelf.lastFailure = error as? PostgresError
                return shelf.state.failedToOpen(id, chance: chance)
            }
        }
    }

    private func later(_ delay: Duration, _ change: @escaping @Sendable (inout PoolShelf) -> [PoolState.Action]) {
        let delay = DispatchTimeInterval.milliseconds(Int(clamping: max(1, delay.milliseconds)))
        DispatchQueue.global().asyncAfter(deadline: .now() + delay) { [weak self] in
            self?.update(change)
        }
    }
}
