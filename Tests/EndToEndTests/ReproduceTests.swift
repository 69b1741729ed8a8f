import Glibc
import Host
import Testing
import Text

/// `reproduce`: a commit rebuilt from nothing and held against its records.
struct ReproduceTests {
  static let numbers = """
    {
      "numbers": {"x": {"value": 21, "unit": "g", "uncertainty": 0.5, "step": 2}},
      "steps": [
        {"id": 0, "label": "full", "value": 10.5, "unit": "g", "uncertainty": 0.25, "cell":
          {"path": "raw/masses.csv", "line": 2, "column": 2, "text": "10.5"}},
        {"id": 1, "value": 2, "unit": "1", "exact": true},
        {"id": 2, "value": 21, "unit": "g", "operation": "multiply", "inputs": [0, 1]}
      ]
    }

    """

  private static let pipeline = """
    assay: 1
    sources: [{ files: raw/*.csv, origin: published, reference: Table 1 }]
    stages:
      ratio:
        run: "echo ratio >> ../ran; mkdir -p out; cp ratio.json out/numbers.json; cut -d, -f2 raw/masses.csv > out/plot.svg"
        inputs: [raw/masses.csv, ratio.json]
        outputs: [out/]
        numbers: out/numbers.json
      next:
        run: "wc -c < out/numbers.json > next.txt"
        inputs: [out/numbers.json]
        outputs: [next.txt]
    """

  /// A project with a number and a figure, built, its records and results committed.
  private func project(_ pipeline: String = pipeline) throws -> Workspace {
    let w = try Workspace(
      pipeline, files: ["raw/masses.csv": "sample,mass\nfull,10.5\n", "ratio.json": Self.numbers])
    try w.initRepository()
    try w.runs()
    try w.commit("Begin")
    return w
  }

  private static let asRecorded = """
    reproduced: 1 of 1 number the same bit for bit
    commit <commit> 2026-01-02 “Begin” · 2 of 2 stages made from nothing · 2 of 2 outputs the same
    """
  private static let progress = """
    run       ratio: never run here
    changed   ratio new outputs, <time>
    run       next: never run here
    changed   next new outputs, <time>
    """

  /// Nothing is left of the scratch folders.
  private func leavesNothing(_ w: Workspace, at place: SourceLocation = #_sourceLocation) throws {
    #expect(try Files.entries(of: "\(w.root)/tmp").map(\.name) == [], sourceLocation: place)
  }

  /// Runs and replaces the name of the scratch folder, which is another one each time.
  private func reproduce(
    _ w: Workspace, _ arguments: String..., stdout: String, stderr: String = progress,
    code: Int32 = 0, at place: SourceLocation = #_sourceLocation
  ) throws {
    var outcome = try w.call([Workspace.assay, "reproduce"] + arguments)
    outcome.stdout.replace(/assay-reproduce-\w+/, with: "<scratch>")
    w.expect(outcome, ["reproduce"] + arguments, stdout, stderr, code, at: place)
  }

  @Test func `a commit that gives its numbers again`() throws {
    let w = try project()
    try w.remove("../ran")
    try reproduce(w, stdout: Self.asRecorded)
    try w.ran()
    try leavesNothing(w)
    try w.isClean()
    #expect(try w.git("worktree", "list").split(separator: "\n").count == 1)
  }

  @Test func `a dirty working tree is left out and left alone`() throws {
    let w = try project()
    try w.write("ratio.json", "{}\n")
    try w.write("raw/masses.csv", "other\n")
    try w.git("add", "raw/masses.csv")
    try w.write("pipeline.yaml", "no pipeline at all: [\n")
    try w.write("new.txt", "new\n")
    let before = try w.git("status", "--porcelain")
    let index = try Files.read(w.path(".git/index"))
    try reproduce(
      w, stdout: Self.asRecorded,
      stderr: "note: 3 uncommitted changes of the working tree left out\n" + Self.progress)
    #expect(try Files.read(w.path(".git/index")) == index)
    #expect(try w.git("status", "--porcelain") == before)
    try reproduce(w, "HEAD~0", stdout: Self.asRecorded)
  }

  @Test func `an earlier commit`() throws {
    let w = try project()
    try w.write("raw/masses.csv", "sample,mass\nfull,11.5\n")
    try w.commit("Another mass")
    try reproduce(w, "HEAD~1", "--target", "next", stdout: Self.asRecorded)
    try reproduce(
      w, "HEAD", "--target", "out",
      stdout: """
        differs   ratio: made from something else than recorded
          from    input raw/masses.csv file <digest> → file <digest>
          figure  out: plot.svg line 2: `10.5` → `11.5`
        not reproduced: 1 of 1 number the same bit for bit, 1 output differs
        commit <commit> 2026-01-02 “Another mass” · 1 of 1 stage made from nothing · 0 of 1 output the same
        the rebuilt checkout is kept: <root>/tmp/<scratch>/rebuilt
        """,
      stderr: "run       ratio: never run here\nchanged   ratio new outputs, <time>", code: 4)
  }

  @Test func `a project in a folder of its repository, with another file`() throws {
    let w = try Workspace()
    w.project = "project/sub dir"
    try w.write("p.yaml", Self.pipeline + "\n")
    try w.write("raw/masses.csv", "sample,mass\nfull,10.5\n")
    try w.write("ratio.json", Self.numbers)
    w.project = "project"
    try w.git("init", "-q", "-b", "main")
    w.project = "project/sub dir"
    #expect(try w.runs("run", "-f", "p.yaml"))
    try w.commit("Begin")
    try reproduce(w, "-f", "p.yaml", stdout: Self.asRecorded)
  }

  @Test func `a result that was changed by hand and committed`() throws {
    let w = try project()
    try w.write("out/plot.svg", "mass\n10.6\n")
    try w.write("next.txt", "1\n")
    try w.commit("Begin")
    try reproduce(
      w,
      stdout: """
        altered   out: committed with other bytes than the record of ratio names; committed → rebuilt, plot.svg line 2: `10.6` → `10.5`
        altered   next.txt: committed with other bytes than the record of next names; committed → rebuilt, line 1: `1` → `\(Self.numbers.utf8.count)`
        not reproduced: 1 of 1 number the same bit for bit, 2 results committed with other bytes than recorded
        commit <commit> 2026-01-02 “Begin” · 2 of 2 stages made from nothing · 2 of 2 outputs the same
        the rebuilt checkout is kept: <root>/tmp/<scratch>/rebuilt
        """, code: 4)
  }

  @Test func `a number that was changed in record and result`() throws {
    let w = try project()
    let record = try w.read("provenance/ratio.json")
    try w.write("provenance/ratio.json", record.replacing("[\"x\", 21.0", with: "[\"x\", 22.0"))
    try w.commit("Begin")
    try reproduce(
      w,
      stdout: """
        differs   ratio: same recipe, other bytes than recorded
          number  ratio.x 22 g → 21 g (-2 u)
        not reproduced: 0 of 1 number the same bit for bit, 1 differs
        commit <commit> 2026-01-02 “Begin” · 2 of 2 stages made from nothing · 2 of 2 outputs the same
        the rebuilt checkout is kept: <root>/tmp/<scratch>/rebuilt
        """, code: 4)
  }

  @Test func `records and copies that cannot be believed`() throws {
    let w = try project()
    try w.write("provenance/next.json", "<<<<<<< HEAD\n")
    try w.write("provenance/ratio.numbers.json", Self.numbers + " ")
    try w.commit("Begin")
    try reproduce(
      w,
      stdout: """
        unrecorded next: cannot be read as a record
        altered   provenance/ratio.numbers.json: committed with other bytes than the record of ratio names
        not reproduced: 1 of 1 number the same bit for bit, 1 record cannot be read, 1 result committed with other bytes than recorded
        commit <commit> 2026-01-02 “Begin” · 2 of 2 stages made from nothing · 1 of 1 output the same · 1 without a record
        the rebuilt checkout is kept: <root>/tmp/<scratch>/rebuilt
        """, code: 4)
  }

  // MARK: - Twice

  private static let restless = """
    assay: 1
    stages:
      time:
        run: "{ echo first; date +%s%N; } > time.txt"
        outputs: [time.txt]
      random:
        run: "printf '{\\"numbers\\": {\\"r\\": {\\"value\\": %s, \\"unit\\": \\"1\\"}}}' $(od -An -N4 -tu4 /dev/urandom) > r.json"
        outputs: [r.json]
        numbers: r.json
      behind:
        run: "cp time.txt behind.txt"
        inputs: [time.txt]
        outputs: [behind.txt]
      still:
        run: "echo 1 > still.txt"
        outputs: [still.txt]
    """

  @Test func `stages with a time and a random number in them are named by --twice`() throws {
    let w = try project(Self.restless)
    let outcome = try w.call([Workspace.assay, "reproduce", "--twice", "--junit", "../junit.xml"])
    #expect(outcome.code == 4)
    let lines = outcome.stdout.split(separator: "\n").map(String.init)
    #expect(lines.count { $0.hasPrefix("unstable ") } == 2, "\(outcome)")
    let time = try #require(lines.firstIndex { $0.hasPrefix("unstable  time: ") })
    #expect(lines[time + 1].contains(/output  time\.txt: line 2: `\d+` → `\d+`$/), "\(outcome)")
    let random = try #require(lines.firstIndex { $0.hasPrefix("unstable  random: ") })
    #expect(lines[random + 1].contains(/number  random\.r \d+ → \d+$/), "\(outcome)")
    #expect(lines[random + 2].contains("output  r.json: line 1: `"), "\(outcome)")
    #expect(
      lines.contains(
        "not reproduced: 0 of 1 number the same bit for bit, 1 differs, 2 stages not deterministic"),
      "\(outcome)")
    let junit = try w.read("../junit.xml")
    #expect(junit.contains("<testcase classname=\"still\" name=\"the same when run again\"/>"))
    #expect(
      junit.contains("<testcase classname=\"time\" name=\"the same when run again\"><failure"))
    #expect(junit.contains("<testcase classname=\"behind\" name=\"the same when run again\"/>"))
  }

  @Test func `stages that do the same again`() throws {
    let w = try project()
    try reproduce(
      w, "--twice",
      stdout: Self.asRecorded.replacing("from nothing", with: "from nothing, twice"),
      stderr: Self.progress + "\nonce more, in another folder\n" + Self.progress)
    try leavesNothing(w)
  }

  // MARK: - Tolerance

  /// A stage whose number is what a file outside of the project says, and one behind it.
  private func project(_ tolerances: String, value: String) throws -> Workspace {
    let w = try Workspace(files: ["../value": value])
    try w.write(
      "pipeline.yaml",
      """
      assay: 1
      \(tolerances)
      stages:
        fit:
          run: "printf '{\\"numbers\\": {\\"x\\": {\\"value\\": %s, \\"unit\\": \\"g\\", \\"uncertainty\\": 0.5}}}' $(cat \(w.root)/value) > x.json"
          outputs: [x.json]
          numbers: x.json
        plot: { run: cp x.json x.svg, inputs: [x.json], outputs: [x.svg] }

      """)
    try w.initRepository()
    try w.runs()
    try w.commit("Begin")
    return w
  }

  private static let moves: [(String, String, Int32)] = [
    ("tolerances: { fit.x: 0.1 u }", "10.04", 0), ("tolerances: { 'fit.*': 0.1 u }", "10.06", 4),
    ("tolerances: { 'f*.x': 1e-2 relative }", "10.1", 0),
    ("tolerances: { '*': 1e-2 relative }", "9.8", 4),
    ("tolerances: { fit.x: 0 u, '*': 1 u }", "10.05", 4), ("", "10.05", 4),
  ]

  @Test(arguments: moves)
  func `a number may move as far as is stated`(tolerances: String, value: String, code: Int32)
    throws
  {
    let w = try project(tolerances, value: "10.0")
    try w.write("../value", value)
    let outcome = try w.call([Workspace.assay, "reproduce", "--json"])
    #expect(outcome.code == code, "\(outcome)")
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    let verdict = code == 0 ? "tolerated" : "differs"
    #expect(answer["numbers"]?.array?.first?["verdict"]?.string == verdict)
    let stages = try #require(answer["stages"]?.array)
    #expect(stages.map { $0["verdict"]?.string } == [verdict, verdict])
  }

  // MARK: - What cannot be made

  private static let recordOnly = """
    not made  ratio: `raw/masses.csv` is not there
      from the record: 1/1 steps recomputed · 0/1 cells re-read · 0 asserted
      raw/masses.csv is missing
    not made  next: behind ratio
      nothing can be said of its outputs
    not reproduced: 0 of 1 number the same bit for bit, 1 not made
    commit <commit> 2026-01-02 “Begin” · 0 of 2 stages made from nothing · 0 of 2 outputs the same
    """

  @Test func `without the raw data it says what can be said`() throws {
    let w = try project()
    try w.git("rm", "-q", "-r", "raw", "out", "next.txt")
    try w.commit("Begin")
    try reproduce(w, stdout: Self.recordOnly, stderr: "", code: 4)
    try leavesNothing(w)
  }

  @Test func `a number that cannot be recalculated is told without the raw data too`() throws {
    let w = try project()
    let rest = #", "unit": "g", "operation"#
    try w.write("ratio.json", Self.numbers.replacing("21" + rest, with: "22" + rest))
    try w.runs()
    try w.git("rm", "-q", "-r", "-f", "raw")
    try w.commit("Begin")
    let outcome = try w.call([Workspace.assay, "reproduce"])
    #expect(outcome.code == 4)
    #expect(outcome.stdout.contains("  from the record: 0/1 steps recomputed · 0/1 cells re-read"))
    #expect(outcome.stdout.contains("  ✗ ratio step 2: "), "\(outcome)")
  }

  @Test func `a program that is missing`() throws {
    let w = try project()
    try w.write(
      "pipeline.yaml",
      Self.pipeline.replacing("next:", with: "next:\n    tools: [rare-tool]") + "\n")
    try w.write("../bin/rare-tool", "#!/bin/sh\n")
    w.makeExecutable("../bin/rare-tool")
    w.environment["PATH"] = "\(w.root)/bin:/usr/bin:/bin"
    try w.runs()
    try w.commit("Begin")
    try w.remove("../bin/rare-tool")
    let outcome = try w.call([Workspace.assay, "reproduce"])
    #expect(outcome.code == 4)
    #expect(outcome.stdout.contains("not made  next: `rare-tool` is not on the PATH\n"))
    #expect(
      outcome.stdout.contains(
        "not reproduced: 1 of 1 number the same bit for bit, 1 stage not made\n"))
  }

  @Test func `a stage that fails`() throws {
    let w = try project()
    try w.write("pipeline.yaml", Self.pipeline.replacing("wc -c", with: "exit 3; wc -c") + "\n")
    try w.commit("Begin")
    try reproduce(
      w,
      stdout: """
        not made  next: it failed: exit code 3
          nothing can be said of its outputs
        not reproduced: 1 of 1 number the same bit for bit, 1 stage not made
        commit <commit> 2026-01-02 “Begin” · 1 of 2 stages made from nothing · 1 of 2 outputs the same
        the rebuilt checkout is kept: <root>/tmp/<scratch>/rebuilt
        """,
      stderr: """
        run       ratio: never run here
        changed   ratio new outputs, <time>
        run       next: never run here
        error: stage `next` failed: exit code 3
          command  /bin/sh -c 'exit 3; wc -c < out/numbers.json > next.txt'
        """, code: 1)
  }

  // MARK: - What is refused

  @Test func `what there is nothing to rebuild of`() throws {
    let w = try Workspace(Self.pipeline)
    try w.assay(
      "reproduce",
      stderr: """
        error: the project lies in no git repository
          hint: a commit is what can be rebuilt: git init, git add, git commit
        """, code: 2)
    try w.initRepository()
    try w.assay(
      "reproduce", stderr: "error: `HEAD` names no commit\n  hint: git commit", code: 2)
    try w.commit("Begin")
    try w.assay(
      "reproduce", "main~7",
      stderr: """
        error: `main~7` names no commit
          hint: git log --oneline --all lists them
        """, code: 2)
    let outcome = try w.call([Workspace.assay, "reproduce"])
    #expect(outcome.code == 2)
    #expect(
      outcome.stderr.contains(/nothing is recorded in [0-9a-f]{8} to hold a rebuild against/))
    try w.assay(
      "reproduce", "--page", "no/such/page.html",
      stderr: "error: `no/such/page.html` lies in no folder that is there", code: 2)
    try leavesNothing(w)
  }

  @Test func `a link in the commit leads nowhere`() throws {
    let w = try project()
    try w.git("rm", "-q", "-r", "out")
    try w.write("../precious/plot.svg", "mine\n")
    try Files.link("\(w.root)/precious", at: w.path("out"))
    try w.commit("Begin")
    _ = try w.call([Workspace.assay, "reproduce"])
    #expect(try w.read("../precious/plot.svg") == "mine\n")
  }

  // MARK: - Interruption

  @Test(arguments: [SIGINT, SIGTERM])
  func `an interrupted rebuild leaves no process and no folder`(signal: Int32) throws {
    let w = try project()
    try w.write(
      "pipeline.yaml",
      Self.pipeline.replacing("wc -c", with: "echo $$ > $HOME/pid; sleep 100; wc -c") + "\n")
    try w.commit("Begin")
    let run = try w.start([Workspace.assay, "reproduce"])
    try w.wait(until: "the stage runs") {
      try w.exists("../home/pid") && !w.read("../home/pid").isEmpty
    }
    let stage = try #require(Int32(try w.read("../home/pid").dropLast()))
    run.child.signalGroup(signal)
    let outcome = try w.end(of: run)
    #expect(outcome.code == 130 && outcome.stdout == "", "\(outcome)")
    #expect(kill(stage, 0) != 0)
    try leavesNothing(w)
  }

  // MARK: - Other forms

  @Test func `the page and JUnit say the same and nothing of it is taken for markup`() throws {
    let w = try project(
      Self.pipeline.replacing("out/plot.svg", with: "'out/<b>&.svg'"))
    try w.write("raw/masses.csv", "sample,mass\n<i>,10.6\n")
    try w.commit("<script>alert('x')</script>")
    #expect(
      try w.call([
        Workspace.assay, "reproduce", "--page", "../page.html", "--junit", "../junit.xml",
      ]).code == 4)
    let page = try w.read("../page.html")
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
    #expect(page.contains("&lt;b&gt;&amp;.svg line 2: `10.5` → `10.6`"))
    #expect(!page.contains("<script") && !page.contains("<b>"))
    let check = """
      import sys, xml.etree.ElementTree as tree
      root = tree.parse(sys.argv[1]).getroot()
      cases = list(root.iter("testcase"))
      assert len(cases) == int(root.get("tests")), root.attrib
      for suite in root: assert len(list(suite)) == int(suite.get("tests")), suite.attrib
      for kind, count in [("failure", "failures"), ("error", "errors")]:
          assert len(list(root.iter(kind))) == int(root.get(count)), (kind, root.attrib)
      print(root.tag, *(case.get("classname") + "/" + case.get("name") for case in cases
          if len(case)), sep="\\n")
      """
    let seen = try w.call(["python3", "-c", check, "../junit.xml"])
    #expect(seen.stdout == "testsuites\nratio/output out\n", "\(seen)")
  }
}
