import Kafka
import Pipeline
import TestKit
import Testing

@Suite("Settings") struct SettingsTests {
    private func error(_ environment: [String: String], file: String? = nil) -> String? {
        do throws(SettingsError) {
            let settings = try Settings(environment: environment, file: file)
            _ = try settings(.databaseURL)
            _ = try settings(.batch)
            _ = try settings(.watchdog)
            _ = try settings(.listen)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `have standards where that is possible`() throws {
        let settings = try Settings(environment: ["DATABASE_URL": "postgres://x"])
        #expect(try settings(.batch) == 500)
        #expect(try settings(.watchdog) == .seconds(60))
        #expect(try settings(.triageGate) == 0.5)
    }

    @Test func `say how long Kafka waits for a killed consumer, unless the options file does`() throws {
        let servers = ["KAFKA_BOOTSTRAP_SERVERS": "kafka:9092"]
        func session(_ more: [String: String]) throws -> String? {
            let settings = try Settings(environment: servers.merging(more) { $1 })
            return try settings.kafka(clientID: "test").overrides["session.timeout.ms"]
        }
        #expect(try session([:]) == "6000")
        #expect(try session(["SHOUWEN_KAFKA_SESSION": "2500ms"]) == "2500")
        let error = #expect(throws: SettingsError.self) { try session(["SHOUWEN_KAFKA_SESSION": "0s"]) }
        #expect(error?.description == "SHOUWEN_KAFKA_SESSION must be at least 1s")
    }

    @Test func `are missed by name and purpose`() {
        #expect(error([:])?.hasPrefix("DATABASE_URL is not set: where PostgreSQL is") == true)
    }

    @Test(arguments: [
        ("SHOUWEN_BATCH", "0", "a whole number from 1 to 2000"), ("SHOUWEN_BATCH", "many", "a whole number"),
        ("SHOUWEN_WATCHDOG", "60", "a time such as 250ms"), ("SHOUWEN_LISTEN", "8080", "host:port"),
    ])
    func `say what a wrong value should be`(name: String, value: String, expected: String) {
        let error = error(["DATABASE_URL": "x", name: value]) ?? ""
        #expect(error.hasPrefix("\(name) is \"\(value)\""))
        #expect(error.contains(expected))
    }

    @Test func `refuse names that nobody knows, and guess the right one`() {
        #expect(
            error(["SHOUWEN_BACH": "9"])
                == "SHOUWEN_BACH in the environment is no setting of this version; did you mean SHOUWEN_BATCH?"
        )
        #expect(error([:], file: "DATABSE_URL=x")?.contains("did you mean DATABASE_URL?") == true)
    }

    @Test func `never print a secret value`() throws {
        let error = error(["DATABASE_URL": ""]) ?? ""
        #expect(error.hasPrefix("DATABASE_URL has a value that does not fit"))
    }

    @Test func `of the environment stand above those of the file`() throws {
        let file = "# comment\n\nSHOUWEN_BATCH = 7\nDATABASE_URL=from-file\n"
        let settings = try Settings(environment: ["SHOUWEN_BATCH": "9"], file: file)
        #expect(try settings(.batch) == 9)
        #expect(try settings(.databaseURL) == "from-file")
    }

    @Test func `in a file are named by line when they cannot be read`() {
        #expect(error([:], file: "DATABASE_URL=x\nnonsense") == "line 2 of the settings file is not NAME=value")
    }

    @Test func `pass by what belongs to others`() throws {
        #expect(throws: Never.self) { try Settings(environment: ["PATH": "/bin", "HOME": "/"]) }
    }

    @Test func `are all in the help`() {
        let names = Setting<String>.catalogue.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names { #expect(SettingsHelp.list.contains(name)) }
    }

    @Test(arguments: [
        "a b", "kafka:99999", "kafka:0", "kafka:", ":9092", "kafka:9092,", "http://kafka:9092", "[::1]9092",
    ])
    func `refuse what names no Kafka server`(servers: String) throws {
        let settings = try Settings(environment: ["KAFKA_BOOTSTRAP_SERVERS": servers])
        let error = #expect(throws: SettingsError.self) { try settings.kafka(clientID: "test") }
        #expect(error?.description.contains("host:port,host:port") == true)
    }

    @Test(arguments: ["kafka", "127.0.0.1:9092", "kafka-1:9092, kafka-2:9093", "[::1]:9092"])
    func `take what names Kafka servers`(servers: String) throws {
        let settings = try Settings(environment: ["KAFKA_BOOTSTRAP_SERVERS": servers])
        #expect(try settings.kafka(clientID: "test").bootstrapServers == servers)
    }

    @Test(arguments: ["group.id=x", "enable.idempotence = false", "acks=0", "enable.auto.offset.store=true"])
    func `let no Kafka option break a promise`(line: String) async throws {
        try await TemporaryFolder.with { folder in
            try folder.write("# SASL\nsasl.username=shouwen\n\(line)\n", to: "kafka")
            let settings = try Settings(environment: [
                "KAFKA_BOOTSTRAP_SERVERS": "kafka:9092", "SHOUWEN_KAFKA_OPTIONS_FILE": folder.path(of: "kafka"),
            ])
            let error = #expect(throws: SettingsError.self) { try settings.kafka(clientID: "test") }
            #expect(error?.description.hasPrefix("line 3 of SHOUWEN_KAFKA_OPTIONS_FILE sets ") == true)
        }
    }

    @Test(arguments: [(nil, "cannot be read"), ("\nsecret\n", "holds no password")])
    func `name the file that should hold the password`(content: String?, fault: String) async throws {
        try await TemporaryFolder.with { folder in
            if let content { try folder.write(content, to: "password") }
            let settings = try Settings(environment: [
                "DATABASE_URL": "postgres://shouwen@postgres/shouwen",
                "SHOUWEN_DATABASE_PASSWORD_FILE": folder.path(of: "password"),
            ])
            let error = #expect(throws: SettingsError.self) { try settings.database(applicationName: "test") }
            let text = error?.description ?? ""
            #expect(text.hasPrefix("SHOUWEN_DATABASE_PASSWORD_FILE names \(folder.path)/password"))
            #expect(text.contains(fault))
        }
    }
}
