import Testing

/// Runs in which no record may change.
struct FrozenTests {
  private static let pipeline = """
    assay: 1
    stages:
      compile:
        run: "echo compile >> ../ran; cp tool.sh bin/tool; chmod +x bin/tool"
        machine: true
        inputs: [tool.sh]
        outputs: [bin/tool]
      a: { run: "echo a >> ../ran; bin/tool < in.txt > a.txt", inputs: [in.txt, bin/tool], outputs: [a.txt] }
      b: { run: "echo b >> ../ran; sort a.txt > b.txt", inputs: [a.txt], outputs: [b.txt] }
    """

  /// A clone of a committed project, in which no output is at hand.
  private func clone() throws -> Workspace {
    let w = try Workspace(
      Self.pipeline, files: ["in.txt": "2\n1\n", "tool.sh": "#!/bin/sh\ncat - ../extra\n"])
    try w.write("../extra", "3\n")
    try w.initRepository(ignoring: ".assay/\nbin/\na.txt\nb.txt\n")
    try w.runs()
    try w.ran("compile", "a", "b")
    try w.commit("Build")
    try w.enterClone()
    return w
  }

  @Test func `what is recorded is run, and the records stand`() throws {
    let w = try clone()
    try w.assay(
      "run", "--frozen", "-j1",
      stdout: "3 stages: 3 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       compile: never run here
        changed   compile new outputs, <time>
        run       a: output a.txt file <digest> → missing
        confirmed a same outputs as recorded, <time>
        run       b: output b.txt file <digest> → missing
        confirmed b same outputs as recorded, <time>
        """)
    try w.ran("compile", "a", "b")
    try w.isClean()
    try w.assay(
      "run", "--frozen",
      stdout: "3 stages: 0 run here, 3 from this machine, 0 believed from the record")
    #expect(try w.exists(".assay/machine/compile.json"))
  }

  @Test func `what is out of date is told and not run, nor what is behind it`() throws {
    let w = try clone()
    try w.write("in.txt", "4\n")
    try w.assay(
      "run", "--frozen",
      stdout: """
        3 stages: 1 run here, 0 from this machine, 0 believed from the record, 1 out of date, \
        1 blocked
        """,
      stderr: """
        run       compile: never run here
        changed   compile new outputs, <time>
        outdated  a: input in.txt file <digest> → file <digest>
        blocked   b: behind a
        """, code: 3)
    try w.ran("compile")
    #expect(try w.git("status", "--porcelain") == " M in.txt\n")
    #expect(try !w.exists("a.txt"))
  }

  @Test func `all that changed is told, of a stage without a record that it never ran`() throws {
    let w = try clone()
    try w.remove("provenance/b.json")
    try w.write("in.txt", "4\n")
    try w.write("more.txt", "5\n")
    try w.write(
      "pipeline.yaml",
      Self.pipeline.replacing("[in.txt, bin", with: "[in.txt, more.txt, bin")
        .replacing("b: { run: \"echo b >> ../ran; sort a.txt", with: "b: { run: \"echo 1")
        .replacing("inputs: [a.txt], ", with: "") + "\n")
    try w.assay(
      "run", "--frozen",
      stdout: """
        3 stages: 1 run here, 0 from this machine, 0 believed from the record, 2 out of date
        """,
      stderr: """
        run       compile: never run here
        outdated  b: never run here
        changed   compile new outputs, <time>
        outdated  a
          input in.txt file <digest> → file <digest>
          input more.txt absent → file <digest>
        """, code: 3)
  }

  @Test func `other bytes by the recorded recipe are told, and the record stays`() throws {
    let w = try clone()
    let record = try w.read("provenance/a.json")
    try w.write("../extra", "0\n")
    try w.assay(
      "run", "--frozen", "-j1",
      stdout: """
        3 stages: 2 run here, 0 from this machine, 0 believed from the record, 1 out of date
        """,
      stderr: """
        run       compile: never run here
        changed   compile new outputs, <time>
        run       a: output a.txt file <digest> → missing
        differs   a: same recipe, other bytes than recorded
          machine package file extra <digest> → <digest>
        differs   a same recipe, other outputs, <time>
        outdated  b: input a.txt file <digest> → file <digest>
        """, code: 4)
    try w.isClean()
    #expect(try w.read("provenance/a.json") == record)
    try w.ran("compile", "a")
    try w.assay(
      "run", "--frozen", "a",
      stdout: "2 stages: 0 run here, 2 from this machine, 0 believed from the record",
      stderr: "differs   a: same recipe, other bytes than recorded", code: 4)
    try w.isClean()
  }

  @Test func `outputs that stand although their record is another one are told`() throws {
    let w = try Workspace.pair(built: false)
    try w.initRepository()
    try w.runs()
    try w.commit("Build")
    try w.write("in.txt", "three\n")
    try w.runs()
    try w.git("checkout", "-q", "provenance")
    try w.ran("a", "a", "b", "b")
    try w.assay(
      "run", "--frozen",
      stdout: """
        2 stages: 0 run here, 0 from this machine, 0 believed from the record, 2 out of date
        """,
      stderr: """
        outdated  a: input in.txt file <digest> → file <digest>
        outdated  b: input mid.txt file <digest> → file <digest>
        """, code: 3)
    try w.remove("provenance/b.json")
    try w.assay(
      "run", "--frozen", "--json",
      stdout: """
        {
          "stages": [
            {"name": "a", "verdict": "changed"},
            {"name": "b", "verdict": "changed"}
          ],
          "summary": {
            "stages": 2,
            "run": 0,
            "machine": 0,
            "record": 0,
            "failed": 0,
            "outdated": 2,
            "blocked": 0
          }
        }
        """,
      stderr: """
        outdated  a: input in.txt file <digest> → file <digest>
        outdated  b: it has no record
        """, code: 3)
    #expect(
      try w.git("status", "--porcelain")
        == " M in.txt\n M mid.txt\n M out.txt\n D provenance/b.json\n")
  }

  @Test func `the copy of the numbers is part of the record`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: cp in.json numbers.json, inputs: [in.json], outputs: [numbers.json], numbers: numbers.json }
      """, files: ["in.json": #"{"numbers": {"x": {"value": 1.5, "unit": "%"}}}"#])
    try w.runs()
    let believed = "1 stage: 0 run here, 1 from this machine, 0 believed from the record"
    try w.assay("run", "--frozen", stdout: believed)
    try w.write("provenance/a.numbers.json", "{}")
    let outdated =
      "1 stage: 0 run here, 0 from this machine, 0 believed from the record, 1 out of date"
    try w.assay(
      "run", "--frozen", stdout: outdated,
      stderr: "outdated  a: provenance/a.numbers.json is no copy of numbers.json", code: 3)
    try w.runs()
    try w.write("pipeline.yaml", w.read("pipeline.yaml").replacing(", numbers: n", with: " #"))
    try w.write("pipeline.yaml", w.read("pipeline.yaml").replacing("] #", with: "] } #"))
    try w.assay(
      "run", "--frozen", stdout: outdated,
      stderr: "outdated  a: numbers numbers.json → absent", code: 3)
    #expect(try w.exists("provenance/a.numbers.json"))
  }

  @Test func `forced and frozen, every target is held against its record`() throws {
    let w = try clone()
    try w.runs()
    try w.ran("compile", "a", "b")
    try w.assay(
      "run", "--frozen", "--force", "b",
      stdout: "3 stages: 1 run here, 2 from this machine, 0 believed from the record",
      stderr: """
        run       b: --force
        confirmed b same outputs as recorded, <time>
        """)
    try w.isClean()
  }

  @Test func `a dry run is not asked of it`() throws {
    let w = try clone()
    let outcome = try w.call([Workspace.assay, "run", "-n", "--frozen"])
    #expect(outcome.code == 2)
    #expect(
      outcome.stderr.hasPrefix("Error: -n runs nothing, and so cannot be asked with --frozen\n"))
  }
}
