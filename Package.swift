// swift-tools-version: 6.1
import PackageDescription

// Arrows mean "imports"; nothing imports upwards. docs/structure.md draws the graph, and
// Tests/ArchitectureTests fails when a file imports what its target's row below does not allow.

let package = Package(
    name: "BangVang",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "bangvang", targets: ["BangVang"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // The pure centre: no clock, no I/O.
        .target(name: "Primitives"),
        .target(
            name: "Law",
            dependencies: [
                "Primitives", .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.copy("lawbook")]),
        .target(name: "Domain", dependencies: ["Primitives", "Law"]),

        // The machinery: SQL, transactions, drivers.
        .target(name: "Store", dependencies: ["Primitives"]),
        .target(
            name: "StoreSQLite",
            dependencies: [
                "Primitives", "Store", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "StorePostgres", dependencies: ["Primitives", "Store", "CLibPQ"]),

        // Where the two meet.
        .target(
            name: "Records",
            dependencies: [
                "Primitives", "Law", "Domain", "Store", .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.copy("Schema")]),
        .systemLibrary(
            name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .target(
            name: "Actions",
            dependencies: [
                "Primitives", "Law", "Domain", "Store", "Records", "CArgon2",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Papers",
            dependencies: [
                "Primitives", "Law", "Domain",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            resources: [.copy("Templates")]),

        // The screens.
        .target(
            name: "WebSupport",
            dependencies: [
                "Primitives",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.copy("Assets")]),
        .target(
            name: "StaffWeb",
            dependencies: [
                "Primitives", "Law", "Domain", "Store", "Records", "Actions", "Papers", "WebSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]),
        .target(
            name: "Portal",
            dependencies: [
                "Primitives", "Law", "Domain", "Store", "Records", "WebSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]),
        // All pages on one router, with what stands around each request.
        .target(
            name: "Site",
            dependencies: [
                "Primitives", "Law", "Domain", "Store", "Records", "Actions", "Papers", "WebSupport", "StaffWeb",
                "Portal",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ]),

        // Keeping it running: work beside the requests, and the care of an installation's data.
        .target(
            name: "Jobs",
            dependencies: [
                "Primitives", "Domain", "Store", "Records", "Actions",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        .target(
            name: "Operations",
            dependencies: [
                "Primitives", "Law", "Domain", "Store", "StoreSQLite", "StorePostgres", "Records", "Actions", "Demo",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        .target(
            name: "Demo",
            dependencies: ["Primitives", "Law", "Domain", "Store", "Records", "Actions"],
            resources: [.copy("Data")]),
        .executableTarget(
            name: "BangVang",
            dependencies: [
                "Primitives", "Law", "Domain", "Store", "Records", "Papers", "WebSupport", "Site", "Jobs",
                "Operations", "Demo",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // Tests. TestSupport makes databases on both engines.
        .target(name: "TestSupport", dependencies: ["Primitives", "Store", "StoreSQLite", "StorePostgres"]),
        .target(
            name: "TestWorld",
            dependencies: ["Primitives", "Law", "Domain", "Store", "Records", "Actions", "TestSupport"]),
        .testTarget(name: "PrimitivesTests", dependencies: ["Primitives"]),
        .testTarget(
            name: "LawTests", dependencies: ["Primitives", "Law", .product(name: "Yams", package: "Yams")],
            resources: [.copy("scenarios")]),
        .testTarget(name: "DomainTests", dependencies: ["Primitives", "Law", "Domain"]),
        .testTarget(
            name: "StoreTests", dependencies: ["Primitives", "Store", "StoreSQLite", "StorePostgres", "TestSupport"]),
        .testTarget(
            name: "ActionsTests",
            dependencies: ["Primitives", "Law", "Domain", "Store", "Records", "Actions", "TestSupport", "TestWorld"]),
        .testTarget(name: "PapersTests", dependencies: ["Primitives", "Papers"]),
        .testTarget(name: "WebSupportTests", dependencies: ["Primitives", "WebSupport"]),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "Primitives", "Law", "Domain", "Store", "StoreSQLite", "Records", "Actions", "Papers", "WebSupport",
                "StaffWeb", "Portal", "Site", "Jobs", "Operations", "Demo", "TestSupport", "TestWorld",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]),
        .testTarget(
            name: "DemoTests",
            dependencies: ["Primitives", "Law", "Domain", "Store", "Records", "Actions", "Demo", "TestSupport"]),
        .testTarget(name: "ArchitectureTests"),
    ]
)
