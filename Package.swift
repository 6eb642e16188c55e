// swift-tools-version: 6.2
import PackageDescription

// MARK: Settings, the same for every Swift target

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    // Generic code of one module is specialised in another: a seventh less processor time for a ticket, measured.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

// MARK: The shapes a target can have

/// A C library that Debian keeps patched; the folder holds the module map or the few lines of C that Swift cannot call.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Shared/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A C library with variadic functions, which need a few lines of C of our own.
func library(_ name: String, link: String) -> Target {
    .target(name: name, path: "Shared/C/\(name)", linkerSettings: [.linkedLibrary(link)])
}

/// A shared module and its tests.
func shared(_ name: String, on dependencies: [Target.Dependency] = [], testing: [Target.Dependency] = []) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, path: "Shared/\(name)"),
        .testTarget(name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies + testing),
    ]
}

/// A service: its pure rules, its executable and the tests of its rules.
func service(
    _ name: String,
    also: [Target.Dependency] = [],
    testing: [Target.Dependency] = [],
    embedding files: [String] = []
) -> [Target] {
    let rules = Target.Dependency.target(name: "\(name)Rules")
    return [
        .target(name: "\(name)Rules", dependencies: ["Tickets"], path: "Services/\(name)/Rules"),
        .executableTarget(
            name: name,
            dependencies: [rules, "Pipeline", "Tickets", "Telemetry", "Postgres"] + also,
            path: "Services/\(name)/App",
            resources: files.map { .embedInCode($0) }
        ),
        .testTarget(
            name: "\(name)Tests",
            dependencies: [rules, .target(name: name), "Tickets", "Telemetry", "TestKit", "Pipeline", "Postgres"] + also
                + testing
        ),
    ]
}

/// An executable without rules of its own: a tool around the services.
func tool(_ name: String, on dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: "Services/\(name)/App")
}

// MARK: What there is

let package = Package(
    name: "shouwen",
    products: [
        .executable(name: "intake", targets: ["Intake"]),
        .executable(name: "classifier", targets: ["Classifier"]),
        .executable(name: "router", targets: ["Router"]),
        .executable(name: "sla-monitor", targets: ["SLAMonitor"]),
        .executable(name: "notifier", targets: ["Notifier"]),
        .executable(name: "desk", targets: ["Desk"]),
        .executable(name: "relay", targets: ["Relay"]),
        .executable(name: "shouwen", targets: ["Shouwen"]),
        .executable(name: "shouwen-broker", targets: ["Broker"]),
        .executable(name: "shouwen-local", targets: ["Local"]),
        .executable(name: "shouwen-drill", targets: ["Drill"]),
        .executable(name: "shouwen-bench", targets: ["Bench"]),
    ],
    targets: [
        [
            library("CRdKafka", pkgConfig: "rdkafka", apt: "librdkafka-dev"),
            library("CLibPQ", pkgConfig: "libpq", apt: "libpq-dev"),
            library("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
            library("COpenCC", pkgConfig: "opencc", apt: "libopencc-dev"),
            library("CMicroHTTPD", link: "microhttpd"),
            library("CCurl", link: "curl"),
            .target(name: "CMalloc", path: "Shared/C/CMalloc"),
        ],
        shared("Tickets", testing: ["TestKit"]),
        shared("Telemetry"),
        shared("Crypto", on: ["CSodium"]),
        shared("Hanzi", on: ["COpenCC"]),
        shared("HTML"),
        shared("Processes", testing: ["TestKit"]),
        shared("Kafka", on: ["CRdKafka"], testing: ["TestKit"]),
        shared("Postgres", on: ["CLibPQ"], testing: ["TestKit"]),
        shared("HTTP", on: ["CMicroHTTPD", "CCurl"]),
        shared(
            "Pipeline",
            on: ["CMalloc", "Tickets", "Telemetry", "Kafka", "Postgres", "HTTP", "Crypto"],
            testing: ["TestKit"]
        ),
        [
            .target(
                name: "TestKit",
                dependencies: ["Tickets", "Processes", "Kafka", "Postgres", "HTTP", "Crypto", "Pipeline"],
                path: "Shared/TestKit"
            )
        ],
        service("Intake", also: ["HTTP", "Crypto"], embedding: ["openapi.json"]),
        service("Classifier", also: ["Hanzi"]),
        service("Router", also: ["Kafka"]),
        service("SLAMonitor", testing: ["Kafka"]),
        service("Notifier", also: ["HTTP", "Crypto"], testing: ["Kafka"]),
        service("Desk", also: ["HTTP", "HTML"], embedding: ["Assets/desk.css", "Assets/desk.js", "Assets/icon.svg"]),
        [
            tool("Relay", on: ["Pipeline", "Tickets", "Telemetry", "Postgres", "Kafka"]),
            .testTarget(
                name: "RelayTests",
                dependencies: ["Relay", "Pipeline", "Tickets", "Telemetry", "Postgres", "Kafka", "TestKit"]
            ),
            tool(
                "Shouwen",
                on: ["Pipeline", "Tickets", "Telemetry", "Processes", "Postgres", "Kafka", "HTTP", "Crypto"]
            ),
            .testTarget(
                name: "ShouwenTests",
                dependencies: [
                    "Shouwen", "Pipeline", "Tickets", "Telemetry", "Postgres", "Kafka", "HTTP", "Processes", "TestKit",
                ]
            ),
            tool("Broker", on: ["Kafka", "Telemetry"]),
            .testTarget(name: "BrokerTests", dependencies: ["Broker", "Kafka", "Telemetry"]),
            tool("Local", on: ["Telemetry", "Tickets", "Processes"]),
            .testTarget(name: "LocalTests", dependencies: ["Local", "Tickets", "Processes"]),
            .testTarget(name: "HouseTests"),
            .executableTarget(
                name: "Drill",
                dependencies: ["TestKit", "Tickets", "Processes", "Postgres", "Kafka", "HTTP"],
                path: "Tests/Drill"
            ),
            .executableTarget(
                name: "Bench",
                dependencies: ["TestKit", "Tickets", "Processes", "Pipeline", "Postgres", "Kafka", "HTTP"],
                path: "Tests/Bench"
            ),
            .testTarget(name: "BenchTests", dependencies: ["Bench", "TestKit", "Tickets", "HTTP"]),
            .testTarget(name: "DrillTests", dependencies: ["Drill", "TestKit", "Kafka"]),
            .testTarget(
                name: "JourneyTests",
                dependencies: [
                    "Drill", "TestKit", "Tickets", "Telemetry", "Processes", "Pipeline", "Postgres", "Kafka", "HTTP",
                    "Crypto",
                    // Each brings its program into the folder where the journeys look for it.
                    "Intake", "Classifier", "Router", "SLAMonitor", "Notifier", "Desk", "Relay", "Shouwen", "Broker",
                ]
            ),
        ],
    ].flatMap(\.self),
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = settings
}
