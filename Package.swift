// swift-tools-version: 6.3
import PackageDescription

// Every room is strict; the rooms that touch C are the only ones without memory-safety checking.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
  // Not by pkg-config: its `-L` would come before the folder of libraries that are loaded late.
  .unsafeFlags(["-Xcc", "-I/usr/include/libxml2"], .when(platforms: [.linux])),
]
let safe = strict + [.strictMemorySafety()]

/// A room of the house: arrows point only to the rooms named here.
func room(_ name: String, _ below: [Target.Dependency], _ settings: [SwiftSetting] = safe) -> Target
{
  .target(name: name, dependencies: below, swiftSettings: settings)
}

/// A reader of one format of instrument files: a module of its own, so that a change in it changes
/// only the programs that read that format.
func reader(_ name: String, _ below: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: ["Quantity", "Text"] + below, path: "Sources/Instruments/\(name)",
    swiftSettings: safe)
}

/// A room's tests mirror its sources by name.
func tests(_ room: String, _ below: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: room + "Tests", dependencies: [.target(name: room)] + below, swiftSettings: strict)
}

/// One analysis: a folder under stages/ with README.md, code/ and raw/.
func stage(_ name: String, _ below: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: ["Analysis", "Quantity", "Text"] + below,
    path: "stages/\(name)/code", swiftSettings: safe)
}

/// A release starts in a millisecond: what every run needs lies in the program, and nothing in it
/// waits to be told where it was loaded (no position-independent executable, nothing exported).
let quickStart = LinkerSetting.unsafeFlags(
  [
    "-static-stdlib", "-l_FoundationCShims", "-l_FoundationCollections",
    "-L\(Context.packageDirectory)/Sources/static",
    "-Xclang-linker", "-static-libgcc", "-Xclang-linker", "-no-pie",
    "-Xlinker", "--no-export-dynamic",
  ], .when(platforms: [.linux], configuration: .release))

/// Libraries that few files need are loaded when they are: nothing is linked under their names.
let loadedLate = LinkerSetting.unsafeFlags(
  ["-L\(Context.packageDirectory)/Sources/absent"], .when(platforms: [.linux]))

/// The promises of the readers: tests over the committed corpus, or with ASSAY_FUZZ the program that
/// looks for bytes which break one (`make fuzz`).
let readers: [Target.Dependency] = [
  "Audit",
  "Cycler",
  "Exchange",
  "Host",
  "ICPExport",
  "Images",
  "Lines",
  "Packing",
  "PatternText",
  "Pipeline",
  "Prose",
  "Quantity",
  "Readers",
  "Readings",
  "Store",
  "Tables",
  "Text",
  "Thermobalance",
  "VAMAS",
  "Words",
  "XML",
  "XRDML",
  "YAML",
]
let fuzzing: Target =
  Context.environment["ASSAY_FUZZ"] == nil
  ? .testTarget(
    name: "FuzzingTests", dependencies: readers, exclude: ["main.swift", "Corpus"],
    swiftSettings: strict)
  : .executableTarget(
    name: "fuzz", dependencies: readers, path: "Tests/FuzzingTests",
    exclude: ["CorpusTests.swift", "Corpus"], swiftSettings: strict)

let package = Package(
  name: "assay",
  products: [.executable(name: "assay", targets: ["assay"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CXML", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CTIFF", providers: [.apt(["libtiff-dev"])]),
    .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),
    .target(name: "CHost"),
    .target(name: "CGit2"),
    .target(name: "CLate"),

    room("Text", []),
    room("Quantity", ["Text"]),
    room("Numerics", ["CGSL"], strict),
    room("Diffraction", ["Numerics", "Quantity"]),
    room("Analysis", ["Quantity", "Text"]),
    room("Elements", ["Quantity"]),
    reader("Tables"),
    reader("ICPExport", ["Tables", "Numerics"]),
    reader("Cycler", ["Tables"]),
    room("XML", ["CXML", "Text"], strict),
    room("Archive", ["CZip", "Text"], strict),
    room("Packing", []),
    reader("Words"),
    reader("XRDML", ["Words", "XML"]),
    reader("Readings"),
    reader("Formats"),
    reader("UXD", ["Readings"]),
    reader("BrukerRAW", ["Readings"]),
    reader("ECLab", ["Readings"]),
    reader("Maccor", ["Readings"]),
    reader("Rigaku", ["Readings"]),
    reader("HighScore", ["Readings"]),
    reader("BRML", ["Archive", "Readings", "XML"]),
    reader("RASX", ["Archive", "Readings", "XML"]),
    reader("Workbook", ["Archive", "Readings", "XML"]),
    reader("XPSText", ["Readings"]),
    reader(
      "Readers",
      [
        "BRML", "BrukerRAW", "ECLab", "Formats", "HighScore", "Images", "Maccor", "PatternText",
        "RASX", "Readings", "Rigaku", "Tables", "Thermobalance", "UXD", "VAMAS", "Words",
        "Workbook", "XPSText",
        "XRDML",
      ]),
    reader("Lines"),
    reader("VAMAS", ["Lines"]),
    reader("PatternText", ["Lines"]),
    reader("HeatingSeries", ["PatternText", "Tables", "Numerics"]),
    room("TIFF", ["CTIFF"], strict),
    reader("Images", ["TIFF"]),
    reader("Thermobalance", ["Lines", "Tables", "Words"]),
    reader("Micrographs", ["Images", "Numerics"]),

    room("Host", ["CHost", "Text"], strict),
    room("YAML", ["CYAML", "Text"], strict),
    room("Git", ["CGit2"], strict),
    room("Pipeline", ["Tables", "YAML", "Text"]),
    room("Prose", ["Archive", "Packing", "Quantity", "Text", "XML"]),
    room("Store", ["Host", "Text"]),
    room("Build", ["Pipeline", "Store", "Git", "Quantity", "Host", "Text"]),
    room(
      "Audit",
      [
        "Pipeline", "Prose", "Store", "Git", "Formats", "Lines", "PatternText", "Readers",
        "Readings", "Tables", "Words", "XML", "YAML", "Quantity", "Host", "Text",
      ]),
    room(
      "Exchange",
      ["Audit", "Build", "Pipeline", "Store", "Git", "YAML", "Quantity", "Host", "Text"]),
    .executableTarget(
      name: "assay",
      dependencies: [
        "Audit", "Build", "CLate", "Exchange", "Formats", "Pipeline", "Prose", "Readers",
        "Readings", "Store", "Git", "Quantity", "Host", "Text",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("schemas")],
      swiftSettings: safe, linkerSettings: [loadedLate, quickStart]),

    stage("icp-composition", ["Elements", "Tables"]),
    stage("icp-readings", ["Elements", "ICPExport"]),
    stage("ald-calibration", ["Elements", "ICPExport", "Numerics", "Tables"]),
    stage("rate-capability", ["Cycler", "Tables"]),
    stage("xrd-ratio", ["Diffraction", "XRDML", "Words", "Numerics"]),
    stage("rate-summary", ["Numerics", "Tables"]),
    stage("tga", ["Numerics", "Thermobalance"]),
    stage("htxrd-contour", ["HeatingSeries", "Numerics", "PatternText", "Tables"]),
    stage("lithiation", ["HeatingSeries", "Numerics", "PatternText", "Tables"]),
    stage("xrd-trend", ["Diffraction", "Tables", "Numerics"]),
    stage("xrd-instrument", ["Diffraction", "Numerics", "Words", "XRDML"]),
    stage("xrd-cell", ["Diffraction", "Numerics", "Words", "XRDML"]),
    stage("xrd-phases", ["Diffraction", "Numerics", "PatternText"]),
    stage("xps-quantification", ["VAMAS", "Numerics"]),
    stage("xps-components", ["VAMAS", "Numerics"]),
    stage("xps-ratio", []),
    stage("enrichment", []),
    stage("eds-map", ["Images", "Numerics"]),
    stage("figures", []),
    stage("zone-axis", ["Images", "Micrographs", "Numerics"]),
    stage("strain-map", ["Images", "Micrographs", "Numerics"]),
    // Not a stage: it makes the synthetic raw files, which are committed.
    stage("synthesize", ["Diffraction", "Numerics"]),

    .testTarget(
      name: "StagesTests",
      dependencies: [
        "ald-calibration",
        "eds-map",
        "enrichment",
        "figures",
        "htxrd-contour",
        "icp-composition",
        "icp-readings",
        "lithiation",
        "rate-capability",
        "rate-summary",
        "strain-map",
        "synthesize",
        "tga",
        "xps-components",
        "xps-quantification",
        "xps-ratio",
        "xrd-cell",
        "xrd-instrument",
        "xrd-phases",
        "xrd-ratio",
        "xrd-trend",
        "zone-axis",
        "Analysis",
        "Cycler",
        "Diffraction",
        "HeatingSeries",
        "ICPExport",
        "Images",
        "Lines",
        "Micrographs",
        "Numerics",
        "PatternText",
        "Quantity",
        "Tables",
        "Text",
        "Thermobalance",
        "VAMAS",
        "Words",
        "XRDML",
      ],
      swiftSettings: strict),
    tests("Text"), tests("Quantity", ["Text"]), tests("Numerics"),
    tests("Analysis", ["Quantity", "Text"]), tests("Tables", ["Text"]),
    tests("Lines", ["Quantity", "Text"]), tests("VAMAS", ["Quantity", "Text"]),
    tests("XML", ["Text"]), tests("Words", ["Quantity", "Text"]),
    tests("XRDML", ["Words", "Quantity", "Text"]),
    tests("Diffraction", ["Numerics"]),
    tests("PatternText", ["Quantity", "Text"]),
    tests("HeatingSeries", ["Numerics", "PatternText", "Quantity", "Tables", "Text"]),
    tests("Images", ["Quantity", "Text"]),
    tests("Cycler", ["Analysis", "Quantity", "Tables", "Text"]),
    tests("Thermobalance", ["Analysis", "Quantity", "Text"]),
    tests(
      "Formats",
      [
        "Archive", "BRML", "BrukerRAW", "ECLab", "HighScore", "Maccor", "Quantity", "RASX",
        "Readers", "Readings", "Rigaku", "Text", "UXD", "VAMAS", "Workbook", "XPSText",
      ]),
    tests("Elements", ["Quantity"]), tests("ICPExport", ["Quantity", "Text"]),
    tests("Host"), tests("YAML", ["Text"]), tests("Git", ["CGit2"]),
    tests("Pipeline", ["SchemaChecks", "Text", "YAML"]),
    tests("Prose", ["Packing", "Quantity", "Text"]),
    tests("Store", ["Host", "Text"]),
    tests("Build", ["Pipeline", "SchemaChecks", "Store", "Host", "Text"]),
    tests(
      "Audit",
      [
        "assay", "Git", "Host", "Numerics", "Pipeline", "Quantity", "SchemaChecks", "Store", "Text",
      ]),
    tests("Exchange", ["Audit", "Host", "Quantity", "Text"]),
    tests("assay", ["Build", "Host", "SchemaChecks", "Store", "Text"]),
    // Makes something happen at a chosen system call of the tool: a kill, a signal, a failing write.
    .executableTarget(name: "fault-injector", path: "Tests/FaultInjector"),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "assay", "Audit", "Exchange", "fault-injector", "Host", "Packing", "Pipeline", "Prose",
        "SchemaChecks", "Store", "Text", "YAML",
      ],
      swiftSettings: strict),
    fuzzing,
    // What tests of several rooms share: documents held against the JSON Schemas.
    .target(
      name: "SchemaChecks", dependencies: ["YAML", "Text"], path: "Tests/SchemaChecks",
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// stages/compile.sh names the programs of the stages: they and what they rest on are all it needs, built
// at once.
if let programs = Context.environment["ASSAY_PROGRAMS"] {
  let targets = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
  var open = programs.split(separator: " ").map(String.init)
  var wanted: Set<String> = []
  while let name = open.popLast() {
    guard wanted.insert(name).inserted else { continue }
    for case .byNameItem(let below, _) in targets[name]?.dependencies ?? [] { open.append(below) }
  }
  package.targets = package.targets.filter { wanted.contains($0.name) }
  package.products = []
  package.dependencies = []
}
