import Dispatch
import Glibc
import Telemetry

/// Keeps the parts of a service running until it is told to stop, then stops them last first.
struct Supervision {
    private let service: ServiceContext
    private let parts: [any Component]

    init(_ service: ServiceContext, _ parts: [any Component]) {
        (self.service, self.parts) = (service, parts)
    }

    private enum Ending: Sendable {
        case signal
        case part(String, (any Error)?)
        case stuck([String])
    }

    /// - Returns: whether it ended because it was asked to.
    func untilSignal() async -> Bool {
        let (endings, ended) = AsyncStream.makeStream(of: Ending.self)
        let signals = listen { ended.yield(.signal) }
        let watch = Task { await watchForStuckWork { ended.yield(.stuck($0)) } }
        let tasks = parts.map { part in
            Task {
                do {
                    try await part.run()
                    ended.yield(.part(part.name, nil))
                } catch {
                    ended.yield(.part(part.name, error))
                }
            }
        }
        let ending = await endings.first { _ in true }
        watch.cancel()
        let isClean = report(ending)
        await drain()
        escalateOnSecondSignal(signals)
        await stop(tasks)
        return isClean
    }

    private func listen(_ told: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
        [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: told)
            source.activate()
            return source
        }
    }

    private func watchForStuckWork(_ told: @Sendable ([String]) -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: service.watchdog.limit / 4)
            let stuck = await service.watchdog.round()
            if !stuck.isEmpty { told(stuck) }
        }
    }

    private func report(_ ending: Ending?) -> Bool {
        switch ending {
        case .signal, nil:
            service.logger.info("stopping")
            return true
        case .part(let name, let error):
            service.logger.error(
                "a part ended by itself",
                ["part": .string(name), "error": .string(error.map { "\($0)" } ?? "none")]
            )
            return false
        case .stuck(let names):
            service.logger.error("no progress with work waiting", ["parts": .list(names.map { .string($0) })])
            exit(1)
        }
    }

    /// Says "not ready" for a while before anything stops, so that load balancers look elsewhere.
    private func drain() async {
        service.isDraining = true
        if let time = try? service.settings(.drain), time > .zero { try? await Task.sleep(for: time) }
    }

    private func escalateOnSecondSignal(_ signals: [any DispatchSourceSignal]) {
        for source in signals {
            source.setEventHandler { exit(130) }
        }
    }

    private func stop(_ tasks: [Task<Void, Never>]) async {
        let deadline = Task {
            try await Task.sleep(for: .seconds(30))
            service.logger.error("a part did not stop within 30 s")
            exit(1)
        }
        for task in tasks.reversed() {
            task.cancel()
            await task.value
        }
        deadline.cancel()
    }
}
