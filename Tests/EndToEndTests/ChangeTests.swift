import Testing

/// What is said of a change: each reason to run, each thing put back.
///
/// What runs after which is the matter of `BehaviourTableTests`.
struct ChangeTests {
  private static let nothingToDo =
    "2 stages: 0 run here, 2 from this machine, 0 believed from the record"
  private static let bothRun =
    "2 stages: 2 run here, 0 from this machine, 0 believed from the record"

  @Test func `a first run makes everything`() throws {
    let w = try Workspace.pair(built: false)
    try w.assay(
      "run", stdout: Self.bothRun,
      stderr: """
        run       a: never run here
        changed   a new outputs, <time>
        run       b: never run here
        changed   b new outputs, <time>
        """)
    try w.ran("a", "b")
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
  }

  @Test(arguments: ["-j1", "-j2"])
  func `an edited input runs both stages`(jobs: String) throws {
    let w = try Workspace.pair()
    try w.write("in.txt", "three\n")
    try w.assay(
      "run", jobs, stdout: Self.bothRun,
      stderr: """
        run       a: input in.txt file <digest> → file <digest>
        changed   a new outputs, <time>
        run       b: input mid.txt file <digest> → file <digest>
        changed   b new outputs, <time>
        """)
    try w.ran("a", "b")
    #expect(try w.read("out.txt") == "three 2\n")
  }

  @Test func `a comment in a script runs its stage and no other`() throws {
    let w = try Workspace.pair()
    try w.write("a.sh", "# a comment\n" + Workspace.pairScript)
    try w.assay(
      "run", stdout: "2 stages: 1 run here, 1 from this machine, 0 believed from the record",
      stderr: """
        run       a: input a.sh file <digest> → file <digest>
        confirmed a same outputs as recorded, <time>
        """)
    try w.ran("a")
  }

  @Test func `an edited parameter runs what takes it and what rests on that`() throws {
    let w = try Workspace.pair()
    try w.write("pipeline.yaml", Workspace.pair.replacing("scale: 2", with: "scale: 3"))
    try w.assay(
      "run", stdout: Self.bothRun,
      stderr: """
        run       a: parameter scale integer 2 → integer 3 (and 1 more)
        changed   a new outputs, <time>
        run       b: input mid.txt file <digest> → file <digest>
        changed   b new outputs, <time>
        """)
    try w.ran("a", "b")
    #expect(try w.read("out.txt") == "one 3\ntwo 3\n")
  }

  @Test func `a declared variable counts`() throws {
    let w = try Workspace.pair()
    w.environment["MODE"] = "x"
    try w.assay(
      "run", stdout: Self.bothRun,
      stderr: """
        run       a: variable MODE unset → <digest>
        changed   a new outputs, <time>
        run       b: input mid.txt file <digest> → file <digest>
        changed   b new outputs, <time>
        """)
    try w.ran("a", "b")
    #expect(try w.read("out.txt") == "one 2x\ntwo 2x\n")
  }

  @Test func `an intermediate output edited by hand is put back, the edit kept`() throws {
    let w = try Workspace.pair()
    try w.write("mid.txt", "mine\n")
    try w.assay(
      "run", stdout: Self.nothingToDo,
      stderr: """
        restored  a: output mid.txt file <digest> → file <digest>
        note: a: what stood at its outputs was nobody's copy; moved aside:
          .assay/aside/<moment>-a/mid.txt
        """)
    try w.ran()
    #expect(try w.read("mid.txt") == "two 2\none 2\n")
    let aside = try w.files(in: ".assay/aside")
    #expect(aside.count == 1)
    #expect(try aside.map { try w.read(".assay/aside/\($0)") } == ["mine\n"])
  }

  @Test func `a final output edited by hand is put back`() throws {
    let w = try Workspace.pair()
    try w.writeKeepingTime("out.txt", "ONE 2\nTWO 2\n")
    try w.assay(
      "run", stdout: Self.nothingToDo,
      stderr: """
        restored  b: output out.txt file <digest> → file <digest>
        note: b: what stood at its outputs was nobody's copy; moved aside:
          .assay/aside/<moment>-b/out.txt
        """)
    try w.ran()
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
  }

  @Test(arguments: ["mid.txt", "out.txt"])
  func `a deleted output is put back`(output: String) throws {
    let w = try Workspace.pair()
    let before = try w.read(output)
    try w.remove(output)
    let stage = output == "mid.txt" ? "a" : "b"
    try w.assay(
      "run", stdout: Self.nothingToDo,
      stderr: "restored  \(stage): output \(output) file <digest> → missing")
    try w.ran()
    #expect(try w.read(output) == before)
  }

  @Test func `an input that went back brings its results back`() throws {
    let w = try Workspace.pair()
    try w.write("in.txt", "three\n")
    try w.runs()
    try w.ran("a", "b")
    try w.write("in.txt", "two\none\n")
    try w.assay(
      "run", stdout: Self.nothingToDo,
      stderr: """
        restored  a: output mid.txt file <digest> → file <digest>
        restored  b: output out.txt file <digest> → file <digest>
        """)
    try w.ran()
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
    try w.assay("run", stdout: Self.nothingToDo)
  }

  @Test func `an edited command runs its stage alone`() throws {
    let w = try Workspace.pair()
    try w.write("pipeline.yaml", Workspace.pair.replacing("sort mid", with: "sort -r mid"))
    try w.assay(
      "run", stdout: "2 stages: 1 run here, 1 from this machine, 0 believed from the record",
      stderr: """
        run       b: command /bin/sh -c echo b >> ../ran; sort mid.txt > out.txt → \
        /bin/sh -c echo b >> ../ran; sort -r mid.txt > out.txt
        changed   b new outputs, <time>
        """)
    try w.ran("b")
    #expect(try w.read("out.txt") == "two 2\none 2\n")
  }

  @Test func `an input taken out of a stage runs it`() throws {
    let pipeline = """
      assay: 1
      stages:
        join:
          run: [sh, -c, 'echo join >> ../ran; cat "$@" > all.txt', sh, "{inputs.parts}"]
          inputs: { parts: [p1.txt, p2.txt] }
          outputs: [all.txt]
      """
    let w = try Workspace(pipeline, files: ["p1.txt": "1\n", "p2.txt": "2\n"])
    try w.runs()
    try w.ran("join")
    try w.write("pipeline.yaml", pipeline.replacing("[p1.txt, p2.txt]", with: "[p1.txt]"))
    try w.runs()
    try w.ran("join")
    #expect(try w.read("all.txt") == "1\n")
  }

  @Test func `edits at once after a run are all seen`() throws {
    let w = try Workspace.pair()
    for text in ["aaa\nbbb\n", "bbb\naaa\n", "ccc\naaa\n"] {
      try w.write("in.txt", text)
      try w.runs()
      try w.ran("a", "b")
      #expect(try w.read("mid.txt") == text.replacing("\n", with: " 2\n"))
    }
  }
}
