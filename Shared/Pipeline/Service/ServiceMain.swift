internal import CMalloc
import FoundationEssentials
import Glibc
import Postgres
import Telemetry

/// The way every service starts, runs and stops.
package enum ServiceMain {
    package static let version = "0.1.0"

    /// Runs a service until SIGTERM or SIGINT, then stops its parts in reverse order and exits 0.
    ///
    /// Exits 2 with one line when an argument or a setting is wrong, and 1 when a part cannot go on.
    package static func run(
        _ name: String,
        _ purpose: String,
        parts build: @Sendable (ServiceContext) async throws -> [any Component]
    ) async -> Never {
        shouwen_keep_memory_small()
        answerFlags(name, purpose)
        let service: ServiceContext
        let operations: Operations
        do {
            service = try boot(name)
            operations = try Operations(service)
        } catch {
            refuse(name, error)
        }
        let parts: [any Component]
        do {
            parts = [service.nudge, FreeMemory()] + (try await build(service))
            try operations.start()
        } catch {
            refuse(name, error)
        }
        service.logger.info("started", ["parts": .list(parts.map { .string($0.name) })])
        let isClean = await Supervision(service, parts).untilSignal()
        await operations.stop()
        await service.pool.close()
        service.logger.info("stopped")
        exit(isClean ? 0 : 1)
    }

    private static func answerFlags(_ name: String, _ purpose: String) {
        switch CommandLine.arguments.dropFirst().first {
        case nil: return
        case "--help", "-h":
            print(SettingsHelp.text(name, purpose))
            exit(0)
        case "--version":
            print("\(name) \(version)")
            exit(0)
        case let other?:
            refuse(name, SettingsError("\(other) is no argument of \(name); see \(name) --help"))
        }
    }

    package static func boot(_ name: String) throws -> ServiceContext {
        let settings = try Settings.fromProcess()
        let level = LogLevel(rawValue: try settings(.logLevel)) ?? .info
        let logger = Logger(
            service: name,
            version: version,
            instance: "\(ProcessInfo.processInfo.hostName):\(getpid())",
            minimum: level
        )
        let service = try ServiceContext(name: name, settings: settings, logger: logger)
        service.metrics.registerProcess()
        service.metrics.registerBuild(service: name, version: version)
        return service
    }

    package static func refuse(_ name: String, _ error: any Error) -> Never {
        let line = "\(name): \(error)".split(separator: "\n").joined(separator: " ") + "\n"
        let bytes = Array(line.utf8)
        _ = unsafe bytes.withUnsafeBytes { bytes in unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
        exit(2)
    }
}
