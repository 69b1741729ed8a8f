// swift-tools-version: 6.3
import PackageDescription

// Every room is strict; the rooms that touch C are the only ones without memory-safety checking.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]
let safe = strict + [.strictMemorySafety()]

/// A room of the house: arrows point only to the rooms named here.
func room(_ name: String, _ below: [Target.Dependency], _ settings: [SwiftSetting] = safe) -> Target
{
  .target(name: name, dependencies: below, swiftSettings: settings)
}

/// A room's tests mirror its sources by name.
func tests(_ room: String, _ below: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: room + "Tests", dependencies: [.target(name: room)] + below, swiftSettings: strict)
}

/// One analysis: a folder under stages/ with README.md, code/ and raw/.
func stage(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["Quantity", "Instruments", "Text"], path: "stages/\(name)/code",
    swiftSettings: safe)
}

let package = Package(
  name: "assay",
  products: [.executable(name: "assay", targets: ["assay"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CHost"),

    room("Text", []),
    room("Quantity", ["Text"]),
    room("Instruments", ["Quantity", "Text"]),

    room("Host", ["CHost", "CCrypto", "Text"], strict),
    room("YAML", ["CYAML", "Text"], strict),
    room("Git", ["CGit2"], strict),
    room("Pipeline", ["YAML", "Text"]),
    room("Store", ["Host", "Text"]),
    room("Build", ["Pipeline", "Store", "Git", "Quantity", "Host", "Text"]),
    room(
      "Audit", ["Pipeline", "Store", "Git", "Instruments", "Quantity", "Host", "Text"]),
    .executableTarget(
      name: "assay",
      dependencies: [
        "Audit", "Build", "Pipeline", "Store", "Git", "Quantity", "Host", "Text",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("schemas")],
      swiftSettings: safe),

    stage("icp-composition"),

    .testTarget(
      name: "StagesTests", dependencies: ["icp-composition", "Instruments", "Quantity", "Text"],
      swiftSettings: strict),
    tests("Text"), tests("Quantity", ["Text"]), tests("Instruments", ["Text"]),
    tests("Host"), tests("YAML", ["Text"]), tests("Git"), tests("Pipeline", ["Text", "YAML"]),
    tests("Store", ["Host", "Text"]),
    tests("Build", ["Pipeline", "Store", "Host", "Text"]),
    tests("Audit", ["assay", "Git", "Host", "Pipeline", "Quantity", "Store", "Text"]),
    tests("assay", ["Build", "Host", "Store", "Text"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["assay", "Host", "Text"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
