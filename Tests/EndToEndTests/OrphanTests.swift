import Testing

/// What stages left that are gone.
struct OrphanTests {
  private static let pipeline = """
    assay: 1
    stages:
      keep: { run: cp in.txt keep.txt, inputs: [in.txt], outputs: [keep.txt] }

    """
  private static let gone = """
      gone: { run: cp in.json out/numbers.json, inputs: [in.json], outputs: [out/], numbers: out/numbers.json }
      tool: { run: cp in.txt bin/tool, machine: true, inputs: [in.txt], outputs: [bin/tool] }

    """

  /// A project out of which two stages were taken after a run.
  private func left() throws -> Workspace {
    let w = try Workspace(
      Self.pipeline + Self.gone,
      files: ["in.txt": "1\n", "in.json": #"{"numbers": {"x": {"value": 1, "unit": "%"}}}"#])
    try w.runs()
    try w.write("pipeline.yaml", Self.pipeline)
    return w
  }

  @Test func `their records and outputs are named and do not count`() throws {
    let w = try left()
    try w.write("provenance/notes.json", "{}")
    try w.assay(
      "status",
      stdout: """
        fresh     keep
        orphan    gone  record provenance/gone.json
                        record provenance/gone.numbers.json
                        output out
        orphan    tool  record .assay/machine/tool.json
                        output bin/tool
        1 stage: 1 fresh
        2 orphans, of stages that are gone: `assay clean` removes outputs that the store has, \
        `git rm` removes records
        """)
    try w.assay(
      "status", "--json",
      stdout: """
        {
          "upToDate": true,
          "stages": [
            {"name": "keep", "verdict": "fresh", "waitingOn": [], "changes": []},
            {
              "name": "gone",
              "verdict": "orphan",
              "waitingOn": [],
              "changes": [
                {"what": "record provenance/gone.json", "old": null, "new": null},
                {"what": "record provenance/gone.numbers.json", "old": null, "new": null},
                {"what": "output out", "old": null, "new": null}
              ]
            },
            {
              "name": "tool",
              "verdict": "orphan",
              "waitingOn": [],
              "changes": [
                {"what": "record .assay/machine/tool.json", "old": null, "new": null},
                {"what": "output bin/tool", "old": null, "new": null}
              ]
            }
          ]
        }
        """)
    try w.assay("status", "keep", stdout: "fresh     keep\n1 stage: 1 fresh")
    try w.assay("run", "-n", stdout: "fresh     keep\n1 stage: 1 fresh")
  }

  @Test func `clean removes what the store has, the rest is git's`() throws {
    let w = try left()
    try w.assay(
      "clean",
      stdout: """
        removed   keep.txt
        removed   out
        removed   bin/tool
        removed   .assay/machine/tool.json
        4 removed, 0 kept
        """)
    try w.runs()
    try w.assay(
      "status",
      stdout: """
        fresh     keep
        orphan    gone  record provenance/gone.json
                        record provenance/gone.numbers.json
        1 stage: 1 fresh
        1 orphan, of stages that are gone: `assay clean` removes outputs that the store has, \
        `git rm` removes records
        """)
    try w.remove("provenance/gone.json")
    try w.remove("provenance/gone.numbers.json")
    try w.assay("status", stdout: "fresh     keep\n1 stage: 1 fresh")
    try w.write("pipeline.yaml", Self.pipeline + Self.gone)
    try w.assay(
      "restore", stdout: "3 stages: 1 fresh, 2 restored",
      stderr: """
        restored  gone: output out folder <digest> → missing
        restored  tool: output bin/tool file <digest> → missing
        """)
  }

  @Test func `clean of a target leaves them alone`() throws {
    let w = try left()
    try w.assay("clean", "keep", stdout: "removed   keep.txt\n1 removed, 0 kept")
    #expect(try w.exists("out/numbers.json"))
  }

  @Test(arguments: [
    "  use: { run: cat out/numbers.json > use.txt, inputs: [out/numbers.json], outputs: [use.txt] }",
    "  use: { run: cat out/* > use.txt, inputs: [out/*], outputs: [use.txt] }",
    "  use: { run: cat out/* > use.txt, inputs: [out], outputs: [use.txt] }",
    "  use: { run: cat in.txt > out/use.txt, inputs: [in.txt], outputs: [out/use.txt] }",
    "  use: { run: cat in.txt > use.txt, inputs: [in.txt], outputs: [use.txt], scratch: [out] }",
    "sources: [{ files: out/**, origin: published }]",
  ])
  func `what the pipeline uses is no orphan`(use: String) throws {
    let w = try left()
    try w.write("pipeline.yaml", Self.pipeline + use + "\n")
    let status = try w.call([Workspace.assay, "status"]).stdout
    #expect(status.contains("record provenance/gone.json"), "\(status)")
    #expect(!status.contains("output out"), "\(status)")
    try w.runs("clean")
    #expect(try w.exists("out/numbers.json"))
  }

  @Test func `what was edited since is no orphan but yours`() throws {
    let w = try left()
    try w.write("out/numbers.json", "mine\n")
    let status = try w.call([Workspace.assay, "status"]).stdout
    #expect(!status.contains("output out"), "\(status)")
    try w.runs("clean")
    #expect(try w.read("out/numbers.json") == "mine\n")
  }

  @Test func `a stage that got another name leaves its record alone behind`() throws {
    let w = try left()
    try w.write("pipeline.yaml", Self.pipeline.replacing("keep:", with: "kept:"))
    let status = try w.call([Workspace.assay, "status"]).stdout
    #expect(
      status.contains("orphan    keep  record provenance/keep.json\norphan    tool"), "\(status)")
  }

  @Test func `beside another pipeline nothing is an orphan`() throws {
    let w = try left()
    try w.write("other.yaml", Self.pipeline)
    try w.assay("-f", "other.yaml", "status", stdout: "fresh     keep\n1 stage: 1 fresh")
    try w.runs("-f", "other.yaml", "clean")
    #expect(try w.exists("out/numbers.json"))
  }
}
