import Testing

/// The quick way when nothing is to be done: it answers what the usual way answers, and whatever makes
/// a difference to that is seen.
struct NothingToDoTests {
  private static let pipeline = """
    assay: 1
    stages:
      A:
        run: "echo A >> ../ran; cat raw/*.txt > a.txt; cat extra.txt >> a.txt 2>/dev/null || true"
        inputs: [raw/*.txt]
        environment: [MODE]
        outputs: [a.txt]
      B: { run: "echo B >> ../ran; upper < a.txt > out/b.txt", inputs: [a.txt], tools: [upper], outputs: [out/] }
    """
  private static let tool = "#!/bin/sh\nexec tr a-z A-Z\n"

  /// A project that is up to date; its tool lies in the second of two folders on the PATH.
  private func built() throws -> Workspace {
    let w = try Workspace(
      Self.pipeline,
      files: ["raw/1.txt": "one\n", "raw/2.txt": "two\n", "../second/upper": Self.tool])
    try w.write("../first/none", "")
    w.makeExecutable("../second/upper")
    #expect(try run(w).code == 0)
    try w.ran("A", "B")
    return w
  }

  private func run(_ w: Workspace, _ before: String = "", _ arguments: String = "") throws
    -> Outcome
  {
    try w.call(
      [
        "/bin/sh", "-c",
        "PATH=../first:../second:/usr/bin:/bin \(before) \(Workspace.assay) run \(arguments)",
      ])
  }

  private func isDone(_ w: Workspace, _ arguments: String = "") throws {
    let outcome = try run(w, "", arguments)
    #expect(
      outcome.stdout
        == "2 stages: 0 run here, 2 from this machine, 0 believed from the record\n", "\(outcome)")
    #expect(outcome.stderr.isEmpty && outcome.code == 0, "\(outcome)")
    try w.ran()
  }

  @Test func `it answers as the usual way does`() throws {
    let w = try built()
    for verb in ["status", "run", "run -n", "run -j2", "run -j 2", "run --dry-run"] {
      func answer(_ arguments: String) throws -> Outcome {
        try w.call(
          [
            "/bin/sh", "-c",
            "PATH=../first:../second:/usr/bin:/bin \(Workspace.assay) \(arguments)",
          ])
      }
      let quick = try answer(verb)
      let usual = try answer("-C . \(verb)")
      #expect(quick.stdout == usual.stdout && quick.code == usual.code, "\(verb)")
      #expect(quick.stderr == usual.stderr, "\(verb)")
    }
    #expect(try w.call([Workspace.assay, "run", "-j0"]).code == 2)
  }

  @Test func `it answers in a folder of the project`() throws {
    let w = try built()
    let outcome = try w.call(
      [
        "/bin/sh", "-c",
        "cd raw && PATH=../first:../second:/usr/bin:/bin \(Workspace.assay) run",
      ])
    #expect(outcome.code == 0)
  }

  /// What cannot be seen without the records is told by whoever reads them.
  @Test func `a record edited in its place is noticed by the run that judges its stage`() throws {
    let w = try built()
    try isDone(w)
    let record = try w.read("provenance/A.json")
    #expect(try w.call(["/bin/sh", "-c", "echo edited >> provenance/A.json"]).code == 0)
    try isDone(w)
    try w.write("raw/1.txt", "three\n")
    #expect(try run(w).stderr.contains("provenance/A.json cannot be read as a record; ignored"))
    try w.ran("A", "B")
    try w.write("raw/1.txt", "one\n")
    #expect(try run(w).code == 0)
    #expect(try w.read("provenance/A.json") == record)
  }

  @Test(arguments: [
    "touch raw/1.txt", "touch pipeline.yaml", "cp raw/1.txt new; mv new raw/1.txt",
    "touch raw/.hidden; touch raw/x.swp", "touch out raw",
    "mv provenance p; mv p provenance",
    "rm provenance/A.json", "rm .assay/snapshot", "rm .assay/actions",
    "printf x > .assay/snapshot", "touch .assay/run/x",
  ])
  func `what changes no content runs nothing`(change: String) throws {
    let w = try built()
    try isDone(w)
    #expect(try w.call(["/bin/sh", "-c", change]).code == 0)
    #expect(try run(w).code == 0)
    try w.ran()
    #expect(try w.exists("provenance/A.json"))
    try isDone(w)
  }

  @Test(arguments: [
    ("printf 'ONE\\n' > raw/1.txt; touch -d @1 raw/1.txt", "AB"), ("echo > raw/3.txt", "AB"),
    ("rm raw/2.txt", "AB"), ("echo seen > extra.txt", "AB"), ("chmod +x raw/1.txt", "A"),
    ("mv raw r; mkdir raw; cp r/* raw; echo 4 > raw/4.txt", "AB"),
    ("cp ../second/upper ../first; echo '#' >> ../first/upper; chmod +x ../first/upper", "B"),
    ("echo '#' >> ../second/upper", "B"), ("sed -i s/echo.A/echo\\ \\ A/ pipeline.yaml", "A"),
  ])
  func `what changes an answer is seen`(change: String, runs: String) throws {
    let w = try built()
    try isDone(w)
    #expect(try w.call(["/bin/sh", "-c", change]).code == 0)
    #expect(try run(w).code == 0)
    try w.ran(runs.map(String.init))
    try isDone(w)
  }

  @Test func `a variable that a stage gets is asked again`() throws {
    let w = try built()
    try isDone(w)
    #expect(try run(w, "MODE=x").code == 0)
    try w.ran("A")
    #expect(try run(w, "MODE=x").code == 0)
    try w.ran()
    // Known from before.
    #expect(try run(w).code == 0)
    try w.ran()
  }

  @Test func `an output that was lost or edited comes back`() throws {
    let w = try built()
    for change in ["rm a.txt", "rm -r out", "echo edited > out/b.txt", "echo more > out/c.txt"] {
      try isDone(w)
      #expect(try w.call(["/bin/sh", "-c", change]).code == 0)
      #expect(try run(w).stderr.contains("restored"), "\(change)")
      try w.ran()
      #expect(try w.read("out/b.txt") == "ONE\nTWO\n")
      #expect(try !w.exists("out/c.txt"))
    }
  }

  @Test func `what a stage that is gone made is told when it comes back`() throws {
    let w = try built()
    let kept = Self.pipeline.split(separator: "\n").dropLast().joined(separator: "\n")
    try w.write(
      "pipeline.yaml",
      kept + "\n  C: { run: cp raw/2.txt c.txt, inputs: [raw/2.txt], outputs: [c.txt] }\n")
    for gone in ["out", "provenance/B.json"] { try w.remove(gone) }
    #expect(try run(w).code == 0)
    // C stands, A runs again: what status would say is taken over.
    try w.write("raw/1.txt", "three\n")
    #expect(try run(w).code == 0)
    try w.ran("A")
    #expect(try !w.call([Workspace.assay, "status"]).stdout.contains("orphan"))
    try w.write("out/b.txt", "ONE\nTWO\n")
    #expect(try w.call([Workspace.assay, "status"]).stdout.contains("orphan"))
  }

  @Test func `what a stage left that is gone is told every time`() throws {
    let w = try built()
    try w.write(
      "pipeline.yaml",
      Self.pipeline.split(separator: "\n").dropLast().joined(separator: "\n") + "\n")
    for _ in 0..<3 {
      #expect(try run(w).code == 0)
      #expect(try w.call([Workspace.assay, "status"]).stdout.contains("orphan"))
    }
  }
}
