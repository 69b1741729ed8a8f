import Testing
import Text

/// From a number to its formula, its cells and their commits, and what does not hold on the way.
struct TraceTests {
  private static let pipeline = """
    assay: 1
    sources:
      - { files: raw/masses.csv, origin: published, reference: Table 1 }
    stages:
      ratio:
        run: [sh, ratio.sh, numbers.json]
        inputs: [raw/masses.csv, ratio.sh]
        outputs: [numbers.json]
        numbers: numbers.json
    """
  private static let masses = "sample,mass\nfull,10.5\nempty,4.2\n"

  /// A stage that writes a number with its derivation, as any language could.
  private static func script(full: String = "10.5", ratio: String = "2.5") -> String {
    """
    cat > "$1" <<'END'
    {
      "numbers": {
        "ratio": {
          "value": \(ratio), "unit": "1", "step": 2, "decimals": 3, "budget": "partial",
          "missing": "weighing", "definition": "full over empty"
        }
      },
      "steps": [
        {"id": 0, "label": "full", "value": \(full), "unit": "g", "cell":
          {"path": "raw/masses.csv", "line": 2, "column": 2, "text": "\(full)"}},
        {"id": 1, "label": "empty", "value": 4.2, "unit": "g", "cell":
          {"path": "raw/masses.csv", "line": 3, "column": 2, "text": "4.2"}},
        {"id": 2, "value": \(ratio), "unit": "1", "operation": "divide", "inputs": [0, 1]}
      ]
    }
    END

    """
  }

  private func project(_ script: String = script()) throws -> Workspace {
    try Workspace(Self.pipeline, files: ["raw/masses.csv": Self.masses, "ratio.sh": script])
  }

  /// A project whose two masses came by two commits.
  private func committed() throws -> Workspace {
    let w = try project()
    try w.initRepository(ignoring: ".assay/\nnumbers.json\n")
    try w.write("raw/masses.csv", Self.masses.replacing("4.2", with: "4.3"))
    try w.commit("Weigh both")
    try w.write("raw/masses.csv", Self.masses)
    try w.commit("Correct a typing error")
    try w.runs()
    return w
  }

  @Test func `a number leads to its cells and the commits that wrote them`() throws {
    let w = try committed()
    try w.commit("Record")
    try w.assay(
      "trace", "ratio.ratio",
      stdout: """
        ratio.ratio = 2.500 (recalculated; weighing)
        full over empty
        2/2 cells re-read · 1/1 steps recomputed · 0 asserted

        ratio = full / empty = 2.5
        ├─ full = 10.5 g  raw/masses.csv:2:2 "10.5"
        │    <commit> 2026-01-02 Ada Lovelace “Weigh both” · published (Table 1)
        └─ empty = 4.2 g  raw/masses.csv:3:2 "4.2"
             <commit> 2026-01-02 Ada Lovelace “Correct a typing error” · published (Table 1)

        stage ratio
          command   sh ratio.sh numbers.json
          data      raw/masses.csv
                    <commit> 2026-01-02 Ada Lovelace “Correct a typing error” · published (Table 1)
          code      ratio.sh
                    <commit> 2026-01-02 Ada Lovelace “Weigh both”
          platform  linux x86_64
          recipe    <digest>
          key       <digest>
          record    provenance/ratio.json
                    <commit> 2026-01-02 Ada Lovelace “Record”
        """)
  }

  @Test func `the account as JSON`() throws {
    let w = try committed()
    let outcome = try w.call([Workspace.assay, "trace", "ratio.ratio", "--json"])
    #expect(outcome.code == 0)
    let account = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    #expect(account["number"]?["value"]?.double == 2.5)
    #expect(account["steps"]?.array?.count == 3)
    let cells = account["cells"]?.array ?? []
    #expect(cells.map { $0["path"]?.string } == ["raw/masses.csv", "raw/masses.csv"])
    #expect(cells.map { $0["line"]?.double } == [2, 3])
    #expect(cells.map { $0["column"]?.double } == [2, 2])
    #expect(cells.map { $0["text"]?.string } == ["10.5", "4.2"])
    #expect(cells.map { $0["origin"]?.string } == ["published", "published"])
    #expect(cells.map { $0["author"]?.string } == ["Ada Lovelace", "Ada Lovelace"])
    #expect(cells.map { $0["subject"]?.string } == ["Weigh both", "Correct a typing error"])
    #expect(cells.map { $0["committed"] } == [true, true])
    let head = try w.git("rev-parse", "HEAD").dropLast()
    #expect(cells.last?["commit"]?.string == String(head))
  }

  @Test func `a cell that is not committed says so`() throws {
    let w = try committed()
    try w.write("raw/masses.csv", Self.masses.replacing("10.5", with: "10.6"))
    try w.write("ratio.sh", Self.script(full: "10.6", ratio: "2.5238095238095237"))
    try w.runs()
    let trace = try w.call([Workspace.assay, "trace", "ratio.ratio"]).without()
    #expect(trace.code == 0)
    #expect(
      trace.stdout.contains(
        """
        ratio = full / empty = 2.52381
        ├─ full = 10.6 g  raw/masses.csv:2:2 "10.6"
        │    not committed · published (Table 1)
        └─ empty = 4.2 g  raw/masses.csv:3:2 "4.2"
             <commit> 2026-01-02 Ada Lovelace “Correct a typing error” · published (Table 1)

        """), "\(trace)")
  }

  @Test func `without a repository`() throws {
    let w = try project()
    try w.runs()
    let trace = try w.call([Workspace.assay, "trace", "ratio.ratio"])
    #expect(trace.code == 0)
    #expect(
      trace.stdout.contains(
        """
        ├─ full = 10.5 g  raw/masses.csv:2:2 "10.5"
        │    no git repository · published (Table 1)

        """), "\(trace)")
  }

  @Test func `a clone that was never rebuilt answers from the record`() throws {
    let w = try committed()
    try w.commit("Record")
    try w.enterClone()
    try w.assay(
      "numbers", stdout: "ratio.ratio  2.500  recalculated  weighing",
      stderr: "note: ratio: recorded, not rebuilt here")
    let trace = try w.call([Workspace.assay, "trace", "ratio.ratio"])
    #expect(trace.code == 0)
    #expect(trace.stdout.contains("2/2 cells re-read · 1/1 steps recomputed · 0 asserted\n"))
    #expect(trace.stdout.contains("recorded, not rebuilt here\n"), "\(trace)")
    try w.isClean()
    #expect(try !w.exists(".assay"))
  }

  @Test func `a shallow clone says where its history ends`() throws {
    let w = try committed()
    try w.commit("Record")
    try w.git("clone", "-q", "--depth", "1", "file://\(w.path("."))", "../shallow")
    w.project = "shallow"
    let trace = try w.call([Workspace.assay, "trace", "ratio.ratio"]).without()
    #expect(trace.code == 0)
    #expect(
      trace.stdout.contains(
        "at or before <commit> 2026-01-02 Ada Lovelace “Record”, where this clone's history ends"),
      "\(trace)")
  }

  /// What does not hold: how the project is bent, and a line that must be said of it.
  @Test(arguments: [
    ("full", #"the cell was taken in as "10.7", it says "10.5""#),
    ("ratio", "0/1 steps recomputed"),
    ("stale", "stale: raw/masses.csv has changed since"),
    ("numbers.json", "numbers.json was altered"),
    ("provenance/ratio.numbers.json", "provenance/ratio.numbers.json was altered"),
  ])
  func `what does not hold is exit code 4`(bent: String, told: String) throws {
    let w = try project(
      bent == "full"
        ? Self.script(full: "10.7", ratio: "2.547619047619048")
        : Self.script(ratio: bent == "ratio" ? "2.6" : "2.5"))
    try w.runs()
    switch bent {
    case "full", "ratio": break
    case "stale": try w.write("raw/masses.csv", Self.masses + "new,1\n")
    default: try w.write(bent, w.read(bent).replacing("2.5", with: "2.4"))
    }
    let trace = try w.call([Workspace.assay, "trace", "ratio.ratio"])
    #expect(trace.code == 4, "\(trace)")
    #expect((trace.stdout + trace.stderr).contains(told), "\(trace)")
  }

  @Test func `a number that is not there`() throws {
    let w = try project()
    try w.runs()
    try w.assay(
      "trace", "ratio.ration",
      stderr: """
        error: there is no number `ratio.ration`
          hint: did you mean `ratio.ratio`?
        """, code: 2)
  }
}
