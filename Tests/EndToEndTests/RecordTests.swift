import Testing

/// What is committed, what is believed of it, and what damage does.
struct RecordTests {
  private static let believed =
    "2 stages: 0 run here, 0 from this machine, 2 believed from the record"
  private static let bothRun =
    "2 stages: 2 run here, 0 from this machine, 0 believed from the record"
  private static let reused =
    "2 stages: 0 run here, 2 from this machine, 0 believed from the record"

  /// The pair, built and committed; with its outputs or without.
  private func committed(outputs: Bool) throws -> Workspace {
    let w = try Workspace.pair(built: false)
    try w.initRepository(ignoring: outputs ? ".assay/\n" : ".assay/\nmid.txt\nout.txt\n")
    try w.runs()
    try w.commit("Build")
    try w.ran("a", "b")
    return w
  }

  @Test func `a rebuild leaves the tree clean`() throws {
    let w = try committed(outputs: true)
    try w.remove(".assay")
    try w.remove("mid.txt")
    try w.remove("out.txt")
    try w.assay(
      "run", stdout: Self.bothRun,
      stderr: """
        run       a: output mid.txt file <digest> → missing
        confirmed a same outputs as recorded, <time>
        run       b: output out.txt file <digest> → missing
        confirmed b same outputs as recorded, <time>
        """)
    try w.isClean()
  }

  @Test func `an edit and its revert leave the tree clean`() throws {
    let w = try committed(outputs: true)
    try w.write("in.txt", "three\n")
    try w.runs()
    try w.git("checkout", "-q", "in.txt")
    try w.runs()
    try w.ran("a", "b")
    try w.isClean()
  }

  @Test func `a clone believes committed outputs`() throws {
    let w = try committed(outputs: true)
    try w.enterClone()
    try w.assay(
      "status",
      stdout: """
        fresh     a
        fresh     b
        2 stages: 2 fresh
        """)
    try w.assay("run", stdout: Self.believed)
    try w.assay("run", stdout: Self.reused)
    try w.isClean()
    try w.remove("mid.txt")
    try w.assay(
      "run", stdout: Self.reused, stderr: "restored  a: output mid.txt file <digest> → missing")
    try w.ran()
  }

  @Test func `a clone without outputs runs and confirms the record byte for byte`() throws {
    let w = try committed(outputs: false)
    try w.enterClone()
    try w.assay(
      "status",
      stdout: """
        changed   a  output mid.txt file <digest> → missing
        waiting   b  may run, behind a
        2 stages: 1 changed, 1 waiting
        """, code: 3)
    try w.assay(
      "run", stdout: Self.bothRun,
      stderr: """
        run       a: output mid.txt file <digest> → missing
        confirmed a same outputs as recorded, <time>
        run       b: output out.txt file <digest> → missing
        confirmed b same outputs as recorded, <time>
        """)
    try w.isClean()
    try w.ran("a", "b")
  }

  @Test func `a record with conflict markers is told and written anew`() throws {
    let w = try committed(outputs: true)
    let record = try w.read("provenance/a.json")
    // As git writes it.
    try w.remove("provenance/a.json")
    try w.write("provenance/a.json", "<<<<<<< HEAD\n\(record)=======\n\(record)>>>>>>> other\n")
    try w.assay(
      "status",
      stdout: """
        fresh     a
        fresh     b
        2 stages: 2 fresh
        """, stderr: "note: provenance/a.json cannot be read as a record; ignored")
    try w.assay(
      "run", stdout: Self.reused,
      stderr: "note: provenance/a.json cannot be read as a record; ignored")
    #expect(try w.read("provenance/a.json") == record)
    try w.assay("run", stdout: Self.reused)
    try w.ran()
  }

  @Test func `a record that contradicts itself is not believed`() throws {
    let w = try committed(outputs: true)
    try w.enterClone()
    let record = try w.read("provenance/a.json")
    try w.write("provenance/a.json", record.replacing("\"2\"", with: "\"3\""))
    try w.assay(
      "run", stdout: "2 stages: 1 run here, 0 from this machine, 1 believed from the record",
      stderr: """
        run       a: never run here
        note: a: what stood at its outputs was nobody's copy; moved aside:
          .assay/aside/<moment>-a/mid.txt
        changed   a new outputs, <time>
        note: provenance/a.json contradicts itself (its key is not that of its lines); ignored
        """)
    try w.ran("a")
    try w.isClean()
  }

  @Test func `a record edited by hand to other outputs is not believed`() throws {
    let w = try committed(outputs: true)
    try w.enterClone()
    let digest = try w.call(["sha256sum", "mid.txt"]).stdout.prefix(64)
    let forged = String(repeating: "0", count: 64)
    try w.write(
      "provenance/a.json", w.read("provenance/a.json").replacing(digest, with: forged))
    #expect(try w.runs())
    try w.ran("a")
    try w.isClean()
  }

  @Test func `a forged blob is not handed out`() throws {
    let w = try Workspace.pair()
    let digest = try w.call(["sha256sum", "mid.txt"]).stdout.prefix(64)
    let blob = ".assay/cas/\(digest.prefix(2))/\(digest.dropFirst(2))"
    w.makeExecutable(blob, false)
    try w.writeKeepingTime(blob, "OWT 2\nENO 2\n")
    try w.remove("mid.txt")
    try w.assay(
      "run", stdout: "2 stages: 1 run here, 1 from this machine, 0 believed from the record",
      stderr: """
        note: a: the stored copy <digest> does not hold the bytes of its name; moved to \
        .assay/quarantine
        run       a: output mid.txt file <digest> → missing
        confirmed a same outputs as recorded, <time>
        """)
    try w.ran("a")
    #expect(try w.read("mid.txt") == "two 2\none 2\n")
    #expect(try w.files(in: ".assay/quarantine") == [String(digest)])
    #expect(try w.call(["sha256sum", blob]).stdout.prefix(64) == digest)
  }

  @Test(arguments: [".assay/actions", ".assay/snapshot", ".assay/ledger", ".assay/lock"])
  func `damaged local state costs reruns at most`(file: String) throws {
    for damage in ["", "garbage\u{1}\n", "half"] {
      let w = try Workspace.pair()
      let whole = try w.read(file)
      try w.write(file, damage == "half" ? String(whole.prefix(whole.count / 2)) : damage)
      try w.writeKeepingTime("in.txt", "owt\none\n")
      #expect(try w.runs())
      #expect(try w.read("out.txt") == "one 2\nowt 2\n")
      try w.ran("a", "b")
      try w.assay("run", stdout: Self.reused)
    }
  }

  @Test func `an action log torn in its last line goes on`() throws {
    let w = try Workspace.pair()
    try w.write(".assay/actions", String(try w.read(".assay/actions").dropLast(40)))
    try w.write("in.txt", "three\n")
    try w.runs()
    try w.ran("a", "b")
    try w.write("in.txt", "two\none\n")
    try w.runs()
    try w.write("in.txt", "three\n")
    try w.runs()
    #expect(try w.read("out.txt") == "three 2\n")
  }

  @Test func `an emptied store makes what is lost again`() throws {
    let w = try Workspace.pair()
    try w.remove(".assay/cas")
    try w.assay("run", stdout: Self.reused)
    try w.remove("mid.txt")
    #expect(try w.runs())
    try w.ran("a")
    #expect(try w.read("mid.txt") == "two 2\none 2\n")
  }

  @Test func `a local folder that is lost costs nothing while the record stands`() throws {
    let w = try Workspace.pair()
    try w.remove(".assay")
    try w.assay("run", stdout: Self.believed)
    try w.ran()
  }

  @Test func `other bytes by the same recipe are told, numbers in units of u`() throws {
    let numbers = { (value: String) in
      """
      {"numbers": {"still": {"value": 1, "unit": "1"}, \
      "x": {"value": \(value), "unit": "%", "uncertainty": 0.5}}}
      """
    }
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: cp ../chance numbers.json, outputs: [numbers.json], numbers: numbers.json }
      """, files: ["../chance": numbers("10.5")])
    try w.runs()
    try w.remove(".assay/cas")
    try w.remove("numbers.json")
    try w.write("../chance", numbers("11.25"))
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: output numbers.json file <digest> → missing
        differs   a: same recipe, other bytes than recorded
          number x 10.5 % → 11.25 % (1.5 u)
          machine package file chance <digest> → <digest>
        differs   a same recipe, other outputs, <time>
        """)
    #expect(try w.read("provenance/a.numbers.json") == numbers("11.25"))
  }

  @Test func `the copy of the numbers follows the stage`() throws {
    let pipeline = """
      assay: 1
      stages:
        a: { run: cp in.json numbers.json, inputs: [in.json], outputs: [numbers.json], numbers: numbers.json }
      """
    let w = try Workspace(
      pipeline, files: ["in.json": #"{"numbers": {"x": {"value": 1.5, "unit": "%"}}}"#])
    try w.runs()
    #expect(try w.read("provenance/a.numbers.json") == w.read("in.json"))
    try w.remove("provenance/a.numbers.json")
    try w.write("provenance/a.numbers.json", "{}")
    try w.runs()
    #expect(try w.read("provenance/a.numbers.json") == w.read("in.json"))
    try w.write("pipeline.yaml", pipeline.replacing(", numbers: numbers.json", with: ""))
    try w.runs()
    #expect(try !w.exists("provenance/a.numbers.json"))
  }

  @Test func `local state is nothing to git, whatever the project ignores`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > out.txt", outputs: [out.txt] }
      """)
    try w.initRepository(ignoring: "")
    try w.runs()
    let shown = try w.git("status", "--porcelain")
    #expect(shown == "?? .gitignore\n?? out.txt\n?? pipeline.yaml\n?? provenance/\n")
  }
}
