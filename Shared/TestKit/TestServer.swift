import FoundationEssentials

package import Postgres

/// The PostgreSQL server that tests share: it keeps their templates, and clears away what killed runs left behind.
package actor TestServer {
    /// Class of the advisory locks that tell which test runs are alive: "test" in ASCII.
    private static let aliveLock: Int32 = 0x74_65_73_74
    /// Lock of whoever makes a template: "template" in ASCII.
    private static let templateLock: Int64 = 0x74_65_6D_70_6C_61_74_65

    package nonisolated let configuration: PostgresConfiguration
    /// Each database may hold several connections, and the server has only so many.
    nonisolated let turnstile = Turnstile(places: 8)
    private nonisolated let pool: Pool
    private nonisolated let run = Int32.random(in: 1 ... .max)
    /// Holds the lock that says this run is alive, until the process ends.
    private var pulse: Connection?
    private var templates: [String: Task<String, any Error>] = [:]
    private var databases = 0

    private static let started = Task { try await start() }

    package static func shared() async throws -> TestServer { try await started.value }

    private static func start() async throws -> TestServer {
        guard let url = ProcessInfo.processInfo.environment["SHOUWEN_TEST_DATABASE"] else {
            throw TestServerMissing()
        }
        var configuration = try PostgresConfiguration(url: url)
        configuration.maximumWait = .seconds(60)
        let server = TestServer(configuration)
        try await server.begin()
        return server
    }

    private init(_ configuration: PostgresConfiguration) {
        self.configuration = configuration
        var own = configuration
        own.poolSize = 4
        own.statementTimeout = .seconds(120)
        pool = Pool(own)
    }

    private func begin() async throws {
        let pulse = try await Connection.open(configuration)
        let run = run
        _ = try await pulse.read { session in
            try session.execute("SELECT pg_advisory_lock(\(Self.aliveLock), \(run))")
        }
        self.pulse = pulse
        try await dropDeadRuns()
    }

    /// A run whose lock can be had is over.
    package func dropDeadRuns() async throws {
        let run = run
        try await pool.withConnection { connection in
            try await connection.read { session in
                let rows = try session.query("SELECT datname FROM pg_database WHERE datname LIKE 'shouwen\\_test\\_%'")
                for name in try rows.map({ try $0["datname", as: String.self] }) {
                    guard let owner = Int32(name.split(separator: "_")[2]), owner != run else { continue }
                    let isOver = try session.first("SELECT pg_try_advisory_lock(\(Self.aliveLock), \(owner))")
                    guard try isOver?[0, as: Bool.self] == true else { continue }
                    try session.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
                }
            }
        }
    }

    func makeDatabase(_ migrations: [Migration]) async throws -> String {
        let template = try await template(migrations)
        databases += 1
        let name = "shouwen_test_\(run)_\(databases)"
        try await pool.read { session in try session.script("CREATE DATABASE \(name) TEMPLATE \(template)") }
        return name
    }

    func drop(_ database: TestDatabase) async {
        await database.pool.close()
        let name = database.name
        // What cannot be dropped now is dropped by the next run.
        try? await pool.read { session in try session.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
    }

    /// Made once, whoever asks first; several processes agree through the name and a lock.
    private func template(_ migrations: [Migration]) async throws -> String {
        let name = "shouwen_template_\(migrations.fingerprint)"
        if let making = templates[name] { return try await making.value }
        let making = Task { try await self.makeTemplate(name, migrations) }
        templates[name] = making
        return try await making.value
    }

    private nonisolated func makeTemplate(_ name: String, _ migrations: [Migration]) async throws -> String {
        try await pool.withConnection { connection in
            let isThere = try await connection.read { session in
                try session.execute("SELECT pg_advisory_lock(\(Self.templateLock))")
                let rows = try session.query("SELECT 1 FROM pg_database WHERE datname = \(name)")
                guard rows.isEmpty else { return true }
                try session.script("DROP DATABASE IF EXISTS \(name)_new WITH (FORCE)")
                try session.script("CREATE DATABASE \(name)_new TEMPLATE template0")
                return false
            }
            guard !isThere else { return }
            try await migrate("\(name)_new", migrations)
            // Renamed only when whole: nobody ever copies half a schema.
            try await connection.read { session in try session.script("ALTER DATABASE \(name)_new RENAME TO \(name)") }
        }
        return name
    }

    private nonisolated func migrate(_ database: String, _ migrations: [Migration]) async throws {
        var configuration = configuration
        configuration.database = database
        let connection = try await Connection.open(configuration)
        do {
            try await Migrator.migrate(migrations, over: connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }
}

/// Tells who runs tests without a server how to get one.
package struct TestServerMissing: Error, CustomStringConvertible {
    package let description = "SHOUWEN_TEST_DATABASE names no PostgreSQL server; run the tests with: make test"
}

extension [Migration] {
    /// FNV-1a over names and texts: the same migrations find the same template.
    fileprivate var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in map({ "\($0.name)\n\($0.sql)\n" }).joined().utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}
