import Testing
import Text

/// What of the raw data no printed number rests on.
struct UnusedTests {
  private static let pipeline = """
    assay: 1
    sources:
      - { files: raw/*, origin: published, reference: Table 1 }
    exclude:
      - { what: "raw/masses.csv#rows 5-6", reason: the cell leaked, by: Ada, date: 2026-01-03 }
      - { what: raw/old.csv, reason: replaced, by: Bob, date: 2026-01-04 }
    manuscripts:
      - file: paper.md
    stages:
      ratio:
        run: [cp, ratio.sh, numbers.json]
        inputs: [raw/masses.csv, raw/spare.csv, ratio.sh]
        outputs: [numbers.json]
        numbers: numbers.json
    """
  private static let masses = """
    sample,mass,width,note
    full,10.5,3.1,a
    empty,4.2,3.2,b
    spare,4.3,3.3,c
    leak,1.0,3.4,d
    leak,1.1,3.5,e

    """
  private static let ratio = """
    {
      "numbers": {
        "ratio": {"value": 2.5, "unit": "1", "step": 2, "definition": "full over empty"},
        "spare": {"value": 4.3, "unit": "g", "step": 3}
      },
      "steps": [
        {"id": 0, "value": 10.5, "unit": "g", "cell":
          {"path": "raw/masses.csv", "line": 2, "column": 2, "text": "10.5"}},
        {"id": 1, "value": 4.2, "unit": "g", "cell":
          {"path": "raw/masses.csv", "line": 3, "column": 2, "text": "4.2"}},
        {"id": 2, "value": 2.5, "unit": "1", "operation": "divide", "inputs": [0, 1]},
        {"id": 3, "value": 4.3, "unit": "g", "cell":
          {"path": "raw/masses.csv", "line": 4, "column": 2, "text": "4.3"}}
      ]
    }

    """

  private func project(_ pipeline: String = pipeline) throws -> Workspace {
    let w = try Workspace(
      pipeline,
      files: [
        "raw/masses.csv": Self.masses, "raw/spare.csv": "a,b\n1,2\n", "raw/old.csv": "a,b\n1,2\n",
        "ratio.sh": Self.ratio, "paper.md": "The ratio is 2.50<!-- assay: ratio.ratio -->.\n",
      ])
    try w.runs()
    return w
  }

  @Test func `whole files, rows and columns are told with their reasons`() throws {
    let w = try project()
    try w.assay(
      "unused",
      stdout: """
        1 printed number, 3 raw files: 2 not used, 1 used in part, 0 used

        raw/old.csv  8 bytes, read by no stage
          replaced (Bob, 2026-01-04)

        raw/spare.csv  8 bytes, read by ratio
          no reason given

        raw/masses.csv
          rows with sample leak (2 of 5; lines 5–6): the cell leaked (Ada, 2026-01-03)
          rows with sample spare (1 of 5; line 4)
          column width (1 of 2)
          no reason given
        """)
    try w.assay(
      "unused", "--numbers",
      stdout: """
        2 numbers, 3 raw files: 2 not used, 1 used in part, 0 used

        raw/old.csv  8 bytes, read by no stage
          replaced (Bob, 2026-01-04)

        raw/spare.csv  8 bytes, read by ratio
          no reason given

        raw/masses.csv
          rows with sample leak (2 of 5; lines 5–6): the cell leaked (Ada, 2026-01-03)
          column width (1 of 2)
          no reason given
        """)
  }

  @Test func `the answer as JSON`() throws {
    let w = try project()
    let outcome = try w.call([Workspace.assay, "unused", "--json"])
    #expect(outcome.code == 0)
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    let files = answer["files"]?.array ?? []
    #expect(files.map { $0["path"]?.string } == ["raw/masses.csv", "raw/old.csv", "raw/spare.csv"])
    #expect(files.map { $0["used"]?.string } == ["cells", "nothing", "nothing"])
    #expect(files[1]["exclusion"]?["by"]?.string == "Bob")
    let parts = files[0]["unused"]?.array ?? []
    #expect(parts.map { $0["kind"]?.string } == ["rows", "rows", "columns"])
    #expect(parts[0]["exclusion"]?["reason"]?.string == "the cell leaked")
    #expect(parts[1]["exclusion"] == .some(.null))
  }

  @Test func `a number that rests on what is left out does not hold`() throws {
    let w = try project(Self.pipeline.replacing("#rows 5-6", with: "#B3:B6"))
    try w.assay(
      "unused",
      stdout: """
        1 printed number, 3 raw files: 2 not used, 1 used in part, 0 used
        ✗ raw/masses.csv#B3:B6 is left out: the cell leaked (Ada, 2026-01-03); but numbers rest on 1 cell of it

        raw/old.csv  8 bytes, read by no stage
          replaced (Bob, 2026-01-04)

        raw/spare.csv  8 bytes, read by ratio
          no reason given

        raw/masses.csv
          cells of mass (3 of 10 numbers; lines 4–6): the cell leaked (Ada, 2026-01-03)
          column width (1 of 2)
          no reason given
        """, code: 4)
  }

  @Test func `an exclusion that means nothing is told at its place`() throws {
    let w = try project(Self.pipeline.replacing("#rows 5-6", with: "#the leaking one"))
    let outcome = try w.call([Workspace.assay, "unused"])
    #expect(outcome.code == 0)
    #expect(
      outcome.stdout.contains("pipeline.yaml:5:13: `raw/masses.csv#the leaking one` names no"))
  }

  @Test func `a stage that names no cells uses its data as a whole, and that is said`() throws {
    let w = try project()
    try w.write("ratio.sh", #"{"numbers": {"ratio": {"value": 2.5, "unit": "1"}}}"#)
    try w.runs()
    try w.assay(
      "unused",
      stdout: """
        1 printed number, 3 raw files: 1 not used, 1 used in part, 1 used

        raw/old.csv  8 bytes, read by no stage
          replaced (Bob, 2026-01-04)

        raw/masses.csv
          rows with sample leak (2 of 5; lines 5–6): the cell leaked (Ada, 2026-01-03)
          declared only: ratio names no cells

        2 files count as used as a whole: no cells are named by ratio
        """)
  }

  @Test func `without a manuscript nothing is printed`() throws {
    let w = try project(Self.pipeline.replacing("manuscripts:\n  - file: paper.md\n", with: ""))
    try w.assay(
      "unused",
      stderr: """
        error: the pipeline names no manuscripts, so no number is printed
          hint: `assay unused --numbers` asks for all numbers of the stages
        """, code: 2)
  }
}
