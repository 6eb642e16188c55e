/// Every setting of every service, once: what `--help` prints and what names are checked against.
extension Setting where Value == String {
    package static var databaseURL: Self {
        .text("DATABASE_URL", "where PostgreSQL is: postgres://user:password@host:port/database", isSecret: true)
    }
    package static var databasePasswordFile: Self {
        .text("SHOUWEN_DATABASE_PASSWORD_FILE", "a file that holds the database password, instead of one in the URL")
    }
    package static var kafkaServers: Self {
        .servers("KAFKA_BOOTSTRAP_SERVERS", "the Kafka brokers to ask first: host:port,host:port")
    }
    package static var kafkaOptionsFile: Self {
        .text("SHOUWEN_KAFKA_OPTIONS_FILE", "a file of librdkafka options, one name=value a line, for SASL and TLS")
    }
    package static var settingsFile: Self {
        .text("SHOUWEN_SETTINGS_FILE", "a file of NAME=value lines, used where the environment says nothing")
    }
    package static var listen: Self {
        .address("SHOUWEN_LISTEN", "the address on which intake or desk serves people", standard: "127.0.0.1:8080")
    }
    package static var operationsListen: Self {
        .address(
            "SHOUWEN_OPS_LISTEN",
            "the address that serves /livez, /readyz and /metrics",
            standard: "127.0.0.1:9090"
        )
    }
    package static var publicURL: Self {
        .text(
            "SHOUWEN_PUBLIC_URL",
            "how customers reach intake, for links in messages",
            standard: "http://127.0.0.1:8080"
        )
    }
    package static var linkSecretFile: Self {
        .text("SHOUWEN_LINK_SECRET_FILE", "a file with at least 32 random bytes that sign the customers' links")
    }
    package static var logLevel: Self {
        .choice(
            "SHOUWEN_LOG_LEVEL",
            "the least weighty messages to log",
            standard: "info",
            of: ["debug", "info", "warning", "error"]
        )
    }
}

extension Setting where Value == [String: String] {
    package static var services: Self {
        .places("SHOUWEN_SERVICES", "where each service answers /readyz and /metrics, for the command shouwen")
    }
}

extension Setting where Value == Int {
    package static var databaseConnections: Self {
        .whole("SHOUWEN_DATABASE_CONNECTIONS", "connections to keep to PostgreSQL", standard: 4, in: 1...64)
    }
    package static var intakeCommits: Self {
        .whole("SHOUWEN_INTAKE_COMMITS", "transactions that store messages at once", standard: 2, in: 1...16)
    }
    package static var batch: Self {
        .whole("SHOUWEN_BATCH", "events handled in one transaction at most", standard: 500, in: 1...2000)
    }
}

extension Setting where Value == Double {
    package static var triageGate: Self {
        .fraction(
            "SHOUWEN_TRIAGE_GATE",
            "the confidence below which a person triages instead of a department",
            standard: 0.5
        )
    }
    package static var warningShare: Self {
        .fraction("SHOUWEN_SLA_WARNING", "the share of a clock at which its warning is due", standard: 0.8)
    }
}

extension Setting where Value == Bool {
    package static var privateWebhooks: Self {
        .flag(
            "SHOUWEN_WEBHOOK_PRIVATE_ADDRESSES",
            "whether webhooks may go to http and to private addresses: for trying things out on one machine",
            standard: false
        )
    }
}

extension Setting where Value == Duration {
    package static var watchdog: Self {
        .time(
            "SHOUWEN_WATCHDOG",
            "how long work may wait without progress before the process ends itself",
            standard: "60s"
        )
    }
    package static var kafkaSession: Self {
        .time(
            "SHOUWEN_KAFKA_SESSION",
            "how long Kafka waits for a killed consumer; brokers refuse less than their group.min.session.timeout.ms",
            standard: "6s"
        )
    }
    package static var linkLifetime: Self {
        .time("SHOUWEN_LINK_LIFETIME", "how long after its receipt a ticket's link works", standard: "4320h")
    }
    package static var drain: Self {
        .time("SHOUWEN_DRAIN", "how long a stopping service says it is not ready before it stops", standard: "0s")
    }
}

extension Setting where Value == String {
    package static var catalogue: [SettingDescription] {
        [
            SettingDescription(.databaseURL), SettingDescription(.databasePasswordFile),
            SettingDescription(.kafkaServers), SettingDescription(.kafkaOptionsFile),
            SettingDescription(.settingsFile), SettingDescription(.listen), SettingDescription(.operationsListen),
            SettingDescription(Setting<[String: String]>.services), SettingDescription(.publicURL),
            SettingDescription(.linkSecretFile), SettingDescription(.logLevel),
            SettingDescription(Setting<Int>.databaseConnections), SettingDescription(Setting<Int>.batch),
            SettingDescription(Setting<Double>.triageGate), SettingDescription(Setting<Double>.warningShare),
            SettingDescription(Setting<Bool>.privateWebhooks), SettingDescription(Setting<Duration>.watchdog),
            SettingDescription(Setting<Duration>.drain), SettingDescription(Setting<Int>.intakeCommits),
            SettingDescription(Setting<Duration>.linkLifetime), SettingDescription(Setting<Duration>.kafkaSession),
        ]
    }
}
