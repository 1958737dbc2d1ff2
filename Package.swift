// swift-tools-version: 6.2
import PackageDescription

/// Settings that every Swift target shares.
let strict: [SwiftSetting] = [
    // Write `any` (SE-0335).
    .enableUpcomingFeature("ExistentialAny"),
    // `package import` only where a signature shows the module (SE-0409).
    .enableUpcomingFeature("InternalImportsByDefault"),
    // No members of modules that this file does not import (SE-0444).
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// For targets that call C: every unsafe expression is marked.
let unsafeMarked: [SwiftSetting] = strict + [.strictMemorySafety()]

/// The kernel alone may use lifetimes: its one scanner lends spans of its own buffer.
let kernel: [SwiftSetting] = unsafeMarked + [.enableExperimentalFeature("Lifetimes")]

let package = Package(
    name: "lipline",
    products: [.executable(name: "lip", targets: ["lip"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Layer 0: nothing of ours.
        .target(name: "CSVKernel", swiftSettings: kernel),
        .target(name: "IndicatorModel", swiftSettings: strict),
        .target(name: "PipelineEngine", swiftSettings: strict),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),

        .target(name: "CProcess"),
        // Types and constants of libcurl; the library itself is opened when it is needed.
        .target(name: "CCurl"),
        // The same for libgeos.
        .target(name: "CGEOS"),

        // Layer 1: configuration and what is kept on disk, the memory of the engine among it.
        .target(
            name: "PipelineConfig",
            dependencies: ["CSVKernel", "IndicatorModel", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict
        ),
        .target(
            name: "DataStore",
            dependencies: [
                "CSVKernel", "IndicatorModel", "PipelineEngine", "CZlib", "CCrypto", "CProcess",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: unsafeMarked
        ),
        .target(
            name: "CurlTransfer",
            dependencies: ["IndicatorModel", "CCurl"],
            swiftSettings: unsafeMarked
        ),

        .target(
            name: "PlaceBoundaries",
            dependencies: ["IndicatorModel", "CGEOS"],
            swiftSettings: unsafeMarked
        ),
        // Workbooks of Excel as rows of texts; the only user of an XML parser.
        .target(
            name: "WorkbookReader",
            dependencies: ["CSVKernel", "DataStore", "IndicatorModel", "CExpat"],
            swiftSettings: unsafeMarked
        ),

        // Layer 2: the stages know all of the above.
        .target(
            name: "PipelineStages",
            dependencies: [
                "CSVKernel", "IndicatorModel", "PipelineEngine", "PipelineConfig", "DataStore",
                "CurlTransfer", "PlaceBoundaries", "WorkbookReader",
            ],
            swiftSettings: strict
        ),

        // Layer 3: arguments in, text and exit status out.
        .executableTarget(
            name: "lip",
            dependencies: [
                "IndicatorModel", "PipelineEngine", "PipelineConfig", "DataStore",
                "PipelineStages",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        // Doubles and helpers that several test targets share.
        .target(
            name: "TestSupport",
            dependencies: [
                "CSVKernel", "IndicatorModel", "DataStore", "PipelineConfig", "PipelineEngine",
                "PipelineStages", "PlaceBoundaries",
            ],
            swiftSettings: strict
        ),
        // A run that dies, or loses its disk, where a test says so.
        .executableTarget(
            name: "FaultyRun",
            dependencies: ["DataStore", "PipelineStages", "TestSupport"],
            swiftSettings: strict
        ),
        // Plays a statistical office's server, and misbehaves where a test says so.
        .executableTarget(
            name: "UpstreamServer",
            dependencies: ["TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CSVKernelTests",
            dependencies: ["CSVKernel", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "IndicatorModelTests",
            dependencies: ["IndicatorModel", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PipelineEngineTests",
            dependencies: ["PipelineEngine"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PipelineConfigTests",
            dependencies: ["PipelineConfig", "IndicatorModel", "TestSupport"],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DataStoreTests",
            dependencies: [
                "DataStore", "IndicatorModel", "PipelineEngine", "CSVKernel", "TestSupport",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CurlTransferTests",
            dependencies: ["CurlTransfer", "IndicatorModel", "TestSupport", "UpstreamServer"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PlaceBoundariesTests",
            dependencies: [
                "PlaceBoundaries", "IndicatorModel", "PipelineConfig", "TestSupport",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WorkbookReaderTests",
            dependencies: ["WorkbookReader", "DataStore", "IndicatorModel", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PipelineStagesTests",
            dependencies: [
                "PipelineStages", "PipelineEngine", "PipelineConfig", "DataStore", "IndicatorModel",
                "CSVKernel", "PlaceBoundaries",
                "TestSupport",
            ],
            exclude: ["Tell/Golden", "Schedule/Golden", "Checks/Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "lip", "CSVKernel", "FaultyRun", "DataStore", "IndicatorModel", "PipelineConfig",
                "PipelineEngine", "PipelineStages", "TestSupport",
            ],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
