import Testing

/// What `run --events` writes, and to whom.
struct EventTests {
  private static let pipeline = """
    assay: 1
    stages:
      a: { run: cp in.txt a.txt, inputs: [in.txt], outputs: [a.txt] }
      b: { run: "cat a.txt; exit 3", inputs: [a.txt], outputs: [b.txt] }
    """
  private static let summary =
    "2 stages: 1 run here, 0 from this machine, 0 believed from the record, 1 failed\n"

  private func workspace() throws -> Workspace {
    try Workspace(Self.pipeline, files: ["in.txt": "1\n", "sub/x": ""])
  }

  /// Lines without what differs from run to run.
  private func plain(_ text: String) -> String {
    Outcome(stdout: text, stderr: "", code: 0).without().stdout
      .replacing(/"seconds": [0-9.e-]+/, with: #""seconds": <time>"#)
  }

  private static let lines = #"""
    {"event": "run-started", "time": "<moment>", "stages": 2, "jobs": 1, "head": null}
    {"event": "started", "time": "<moment>", "stage": "a", "verdict": "never", "changes": []}
    {"event": "ended", "time": "<moment>", "stage": "a", "verdict": "changed", "seconds": <time>}
    {"event": "started", "time": "<moment>", "stage": "b", "verdict": "never", "changes": []}
    {"event": "failed", "time": "<moment>", "stage": "b", "reason": "exited", "message": "exit code 3", "exitCode": 3, "signal": null, "command": ["/bin/sh", "-c", "cat a.txt; exit 3"], "log": ".assay/logs/<digest>", "tries": 1, "partial": [], "denied": []}
    {"event": "run-ended", "time": "<moment>", "stages": 2, "run": 1, "machine": 0, "record": 0, "failed": 1, "outdated": 0, "blocked": 0, "seconds": <time>, "exit": 1}

    """#

  @Test func `a file takes the lines, and those of later runs below them`() throws {
    let w = try workspace()
    try w.runs("run", "-j", "1", "--events", "events.jsonl")
    #expect(plain(try w.read("events.jsonl")) == Self.lines)
    try w.write("pipeline.yaml", Self.pipeline.replacing("exit 3", with: "cp a.txt b.txt"))
    try w.remove("a.txt")
    try w.git("init", "-q", "-b", "main")
    try w.commit("Begin")
    let head = try w.git("rev-parse", "HEAD").dropLast()
    #expect(try w.runs("run", "-j", "1", "--events", "events.jsonl"))
    #expect(
      plain(try w.read("events.jsonl").replacing(head, with: "<head>"))
        == Self.lines + #"""
          {"event": "run-started", "time": "<moment>", "stages": 2, "jobs": 1, "head": "<head>"}
          {"event": "restored", "time": "<moment>", "stage": "a", "changes": [{"what": "output a.txt", "old": "file <digest>", "new": "missing"}]}
          {"event": "started", "time": "<moment>", "stage": "b", "verdict": "never", "changes": []}
          {"event": "ended", "time": "<moment>", "stage": "b", "verdict": "changed", "seconds": <time>}
          {"event": "run-ended", "time": "<moment>", "stages": 2, "run": 1, "machine": 1, "record": 0, "failed": 0, "outdated": 0, "blocked": 0, "seconds": <time>, "exit": 0}

          """#)
  }

  @Test func `the file is named from where the user stands`() throws {
    let w = try workspace()
    w.project = "project/sub"
    try w.runs("run", "-j", "1", "--events", "events.jsonl")
    #expect(plain(try w.read("events.jsonl")) == Self.lines)
    try w.remove("events.jsonl")
    w.project = "."
    try w.runs("-C", "project/sub/..", "run", "--events", "sub/events.jsonl")
    #expect(try w.exists("project/sub/events.jsonl"))
  }

  @Test(arguments: [
    "mkfifo pipe; cat pipe > got & assay run -j 1 --events pipe 2> ../err; wait",
    "assay run -j 1 --events /dev/fd/3 3>&1 >&2 2> ../err | cat > got",
    "assay run -j 1 --events /dev/fd/3 3> got 2> ../err",
  ])
  func `a pipe or an open descriptor takes the lines`(script: String) throws {
    let w = try workspace()
    _ = try w.call(["bash", "-c", script.replacing("assay run", with: "\(Workspace.assay) run")])
    #expect(plain(try w.read("got")) == Self.lines)
  }

  @Test func `each line comes at once`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages: { a: { run: "touch ../halted; while [ ! -e ../go ]; do sleep 0.01; done; echo 1 > a.txt", outputs: [a.txt] } }
      """)
    let run = try w.start([Workspace.assay, "run", "--events", "events.jsonl"])
    try w.wait(until: "the stage runs") { try w.exists("../halted") }
    #expect(try w.read("events.jsonl").split(separator: "\n").count == 2)
    try w.write("../go", "")
    #expect(try w.end(of: run).code == 0)
    #expect(try w.read("events.jsonl").split(separator: "\n").count == 4)
  }

  @Test func `a reader that goes away stops the lines and not the run`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages: { a: { run: "touch ../halted; while [ ! -e ../go ]; do sleep 0.01; done; echo 1 > a.txt", outputs: [a.txt] } }
      """)
    let reader = "(head -n 2 pipe > got; touch ../gone) &"
    let run = try w.start([
      "bash", "-c", "mkfifo pipe; \(reader) exec \(Workspace.assay) run --events pipe",
    ])
    try w.wait(until: "the reader is gone") { try w.exists("../gone") && w.exists("../halted") }
    try w.write("../go", "")
    w.expect(
      try w.end(of: run), ["run"],
      "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      """
      run       a: never run here
      note: no more events are written: cannot write `<root>/project/pipe`: Broken pipe
      changed   a new outputs, <time>
      """, 0, at: #_sourceLocation)
  }

  @Test func `a file that cannot be written, before anything runs`() throws {
    let w = try workspace()
    try w.assay(
      "run", "--events", "no/where",
      stderr: "error: cannot write `<root>/project/no/where`: No such file or directory", code: 1)
    try w.assay(
      "run", "--events", "sub",
      stderr: "error: cannot write `<root>/project/sub`: Is a directory", code: 1)
    #expect(try !w.exists(".assay"))
  }

  @Test func `a dry run has none`() throws {
    let w = try workspace()
    let outcome = try w.call([Workspace.assay, "run", "-n", "--events", "events.jsonl"])
    #expect(outcome.code == 2)
    #expect(
      outcome.stderr.hasPrefix("Error: --events: a dry run does nothing to tell of\n"), "\(outcome)"
    )
    #expect(try !w.exists("events.jsonl"))
  }
}
