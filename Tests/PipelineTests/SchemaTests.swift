// The schemas of pipelines: they know the keys of the reader, and refuse what it refuses.
//
// Beside these tests, every pipeline that any test reads is held against the schemas: by `read` and
// `told` here, by `Workspace` in the tests of the whole program.
import SchemaChecks
import Testing
import Text
import YAML

@testable import Pipeline

private let isThere: ConditionTrait = .enabled(
  if: Validator.shared != nil, "python3-jsonschema is not installed")

/// The keys that the reader knows at a place, as it tells them of one that it does not know.
private func keysKnown(_ text: String, beside files: [String: String] = [:]) -> [String]? {
  let fault = fault { path in
    (path == "pipeline.yaml" ? text : files[path]).map { Array($0.utf8) }
  }
  guard case .shape(.keyUnknown("other", _, let known)) = fault?.fact else { return nil }
  return known
}

@Test(arguments: [
  ("other: 1\nassay: 1\nstages: {}", ["properties"]),
  ("assay: 1\nstages: {s: {other: 1}}", ["$defs", "stage", "properties"]),
  ("assay: 1\nstages: {}\ndefaults: {other: 1}", ["properties", "defaults", "properties"]),
  (
    "assay: 1\nstages: {s: {run: x, foreach: {rows: x.csv, other: 1}}}",
    ["$defs", "rows", "properties"]
  ),
  ("assay: 1\nstages: {s: {outputs: [{other: 1}]}}", ["$defs", "output", "properties"]),
  ("assay: 1\nstages: {s: {environment: [{other: 1}]}}", ["$defs", "variable", "properties"]),
  ("assay: 1\nstages: {}\nsources: [{other: 1}]", ["$defs", "source", "properties"]),
  ("assay: 1\nstages: {}\nexclude: [{other: 1}]", ["$defs", "exclusion", "properties"]),
  ("assay: 1\nstages: {}\nmanuscripts: [{other: 1}]", ["$defs", "manuscript", "properties"]),
  (
    "assay: 1\nstages: {}\nmanuscripts: [{file: x.md, claims: [{other: 1}]}]",
    ["$defs", "claim", "properties"]
  ),
  (
    "assay: 1\nstages: {}\nmanuscripts: [{file: x.md, findings: [{other: 1}]}]",
    ["$defs", "finding", "properties"]
  ),
])
func `the schema has the keys that the reader knows`(text: String, place: [String]) throws {
  let properties = try place.reduce(Schemas.read("pipeline")) { try #require($0[$1]) }
  #expect(properties.members?.map(\.key).sorted() == keysKnown(text)?.sorted())
}

@Test func `the schema of included files has the keys that the reader knows`() throws {
  let known = keysKnown("assay: 1\ninclude: x.yaml", beside: ["x.yaml": "other: 1"])
  #expect(
    try Schemas.read("include")["properties"]?.members?.map(\.key).sorted() == known?.sorted())
}

@Test func `the schema of files of claims has the keys that the reader knows`() throws {
  let known = keysKnown(
    "assay: 1\nstages: {}\nmanuscripts: [{file: x.md, claims: x.yaml}]",
    beside: ["x.yaml": "other: 1"])
  let forms = try #require(Schemas.read("claims")["oneOf"]?.array)
  #expect(forms[1]["properties"]?.members?.map(\.key).sorted() == known?.sorted())
}

@Test(
  isThere,
  arguments: [
    ("- { quote: a 5, prefix: b, suffix: c, reason: d }", true),
    ("claims: [{ quote: a 5, reason: d }]\nfindings: [{ quote: a, holds: 1 > 0 }]", true),
    ("[]", true), ("{}", true), ("- { quote: a 5 }", false), ("findings: [{ quote: a }]", false),
    ("claims: x.yaml", false), ("text", false), ("- { quote: a, prefix: ' ', reason: d }", false),
  ])
func `the schema of files of claims says what the reader says`(text: String, isGood: Bool) throws {
  let pipeline = Array("assay: 1\nstages: {}\nmanuscripts: [{file: x.md, claims: x.yaml}]".utf8)
  let fault = fault { $0 == "pipeline.yaml" ? pipeline : Array(text.utf8) }
  #expect((fault == nil) == isGood)
  let root = try Document(Array(text.utf8), file: "", number: 0).root
  #expect(try Validator.shared?.faults(in: root.json, by: "claims").isEmpty == isGood)
}

/// One pipeline for each rule that a schema need not know.
private let beyond: [(String, String)] = [
  ("braces.referenceUnknown", "assay: 1\nstages: {a: {run: \"echo {inputs.x}\"}}"),
  ("value.strictUnobserved", "assay: 1\nstages: {a: {run: x, strict: true, access: declared}}"),
  ("value.poolUnknown", "assay: 1\nstages: {a: {run: x, pool: gpu}}"),
  ("graph.outputClaimed", "assay: 1\nstages: {a: {run: x, outputs: [x, ./x]}}"),
]

@Test(isThere, arguments: beyond)
func `a rule beyond the schemas is one that they do not know`(rule: String, text: String) throws {
  let fault = try #require(fault { $0 == "pipeline.yaml" ? Array(text.utf8) : nil })
  #expect(Agreement.name(of: fault) == rule)
  #expect(Agreement.isBeyond(rule))
  let root = try Document(Array(text.utf8), file: "", number: 0).root
  #expect(try Validator.shared?.faults(in: root.json, by: "pipeline") == [])
}

@Test(isThere)
func `a schema and a reader that say different things are found out`() throws {
  let good = try Document(Array("assay: 1\nstages: {}".utf8), file: "", number: 0).root
  let bad = try Document(Array("assay: 1".utf8), file: "", number: 0).root
  let fault = Pipeline.Fault(.keyMissing("stages", of: "the pipeline"), at: bad.mark)
  #expect(try Agreement.dispute(over: [good], refusedFor: nil) == nil)
  #expect(try Agreement.dispute(over: [bad], refusedFor: fault) == nil)
  #expect(
    try Agreement.dispute(over: [good], refusedFor: fault)?
      .hasPrefix("pipeline: accepted, but refused for shape.keyMissing\n") == true)
  #expect(
    try Agreement.dispute(over: [bad], refusedFor: nil)?
      .hasPrefix("pipeline: refused, but accepted: [") == true)
}

/// A pipeline with every key that there is.
private let everything = """
  assay: 1
  sources:
    - { files: [raw/**, "more"], origin: measured, instrument: X 1, date: 2024-05-31, by: Ada }
    - { files: raw/*.csv, origin: published, reference: Table 1, date: 2024 }
  code: [tools/**, "*.xsl"]
  parameters: { limit: 0.5, fit: { window: [2, 8], name: "a b", nothing: ~ } }
  defaults: { timeout: 30 min, retries: 1, cpus: 2, memory: 4 GB, access: declared, tools: sh }
  pools: { gpu: 1, licence: 2 }
  exclude:
    - { what: raw/c.csv, reason: contact lost, by: Ada, date: 2026 }
    - { what: "raw/*.csv#cycle 12", reason: "no, not that", by: Ada, date: 2026-03-02 }
  stages:
    clean:
      run: "awk '$1 > {parameters.limit}' {inputs.data} > {outputs.clean}; echo {foreach.cell}"
      foreach: { cell: [a, b], power: [10W, 25] }
      inputs: { data: "raw/{foreach.cell}.csv", more: [raw/*.csv, ./raw/x] }
      outputs: { clean: "clean/{foreach.cell}-{foreach.power}.csv", log: [] }
      parameters: [limit, fit]
      environment: [LICENSE, { name: PIN, secret: true }]
      timeout: 1.5h
      pool: gpu
    mean:
      run: [sort, "{inputs.all}", -o, "{outputs.mean}"]
      inputs: { all: "{stages.clean.clean}", code: fit.sh }
      outputs: { mean: results/, log: { path: log.txt, cache: false } }
      numbers: results/numbers.json
      scratch: [.build/, tmp]
      tools: [sort, sh]
      machine: false
      always: true
      memory: 512MiB
      retries: 0
  manuscripts:
    - file: paper.md
      names: [10W, "NCM(OH)2"]
      claims:
        - quote: up to 0.5 V at 3.0
          binds: [parameters.limit, mean.slope, "raw/x.csv#B2:C3"]
        - { quote: pH 11, prefix: at, suffix: for, reason: not ours }
      findings: [{ quote: it falls, prefix: that, suffix: ., holds: mean.slope + 2*u < 0 }]
    - { file: other.md, names: 25W }
  compares: [[mean.slope, mean.other]]
  tolerances: { mean.slope: 0.1 u, "*": 1e-9 relative }
  """

@Test(isThere) func `no change of a pipeline makes the schema and the reader disagree`() throws {
  _ = try read(everything)
  var random = Seeded(state: 11)
  let words = everything.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
  let spice = [
    "~", "''", "*", "/x,", "..", "[", "[]", "{a: b}", "-1", "0", "true", "1.5", "\"\\0\"",
    "{foreach.cell}", "\"{stages.clean.clean}\"", "\"{inputs.x}\"", "provenance/x", "cpus:", "é",
  ]
  var accepted = 0
  for _ in 0..<1000 {
    var changed = words
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let at = Int.random(in: 0..<changed.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1: changed[at] = spice.randomElement(using: &random) ?? ""
      case 2: changed.swapAt(at, Int.random(in: 0..<changed.count, using: &random))
      default: changed[at] = String(changed[at].dropFirst())
      }
    }
    // `told` holds every one of them against the schema.
    accepted += told(changed.joined(separator: " ")).isEmpty ? 1 : 0
  }
  #expect(accepted > 30 && accepted < 970, "the changes shall neither all pass nor all fail")
}
