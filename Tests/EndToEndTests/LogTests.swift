import Testing
import Text

/// What `log` says of the runs of this machine.
struct LogTests {
  private static let pipeline = """
    assay: 1
    stages:
      a: { run: "cp in.txt a.txt; echo did a", inputs: [in.txt], outputs: [a.txt] }
      b: { run: "cat a.txt; exit 3", inputs: [a.txt], outputs: [b.txt] }
      c: { run: cp b.txt c.txt, inputs: [b.txt], outputs: [c.txt] }
    """

  /// Three runs: one without git that failed, one from a commit with an edit, one that put back.
  private func lived() throws -> (Workspace, head: String) {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "1\n"])
    try w.runs()
    try w.write("pipeline.yaml", Self.pipeline.replacing("exit 3", with: "cp a.txt b.txt"))
    try w.initRepository()
    try w.commit("Begin")
    try w.write("in.txt", "2\n")
    #expect(try w.runs())
    try w.git("add", "in.txt", "a.txt", "b.txt", "c.txt")
    try w.git("commit", "-q", "-m", "Go on")
    try w.remove("a.txt")
    try w.remove("c.txt")
    #expect(try w.runs())
    return (w, String(try w.git("rev-parse", "HEAD~1").prefix(8)))
  }

  @Test func `the runs, the newest last`() throws {
    let (w, first) = try lived()
    let second = try w.git("rev-parse", "HEAD").prefix(8)
    try w.assay(
      "log",
      stdout: """
        <moment>  no commit                 <time>
          changed   a
          failed    b
          blocked   c
        <moment>  \(first) + 1 uncommitted  <time>
          changed   a, b, c
        <moment>  \(second)                  <time>
          restored  a, c
        """)
    try w.assay(
      "log", "-n", "1",
      stdout: """
        <moment>  \(second)  <time>
          restored  a, c
        """)
    #expect(try w.runs())
    try w.assay("log", "--last", "1", stdout: "<moment>  \(second)  <time>\n  restored  a, c")
  }

  @Test func `the runs of some stages, and where they left what they printed`() throws {
    let (w, first) = try lived()
    let second = try w.git("rev-parse", "HEAD").prefix(8)
    try w.assay(
      "log", "b",
      stdout: """
        <moment>  no commit                 b  failed
        <moment>  \(first) + 1 uncommitted  b  changed    <time>
        log of b: .assay/logs/<digest>
        """)
    try w.assay(
      "log", "a", "c", "--last", "2",
      stdout: """
        <moment>  \(first) + 1 uncommitted  a  changed    <time>
        <moment>  \(first) + 1 uncommitted  c  changed    <time>
        <moment>  \(second)                  a  restored
        <moment>  \(second)                  c  restored
        log of a: .assay/logs/<digest>
        """)
    let said = try w.call([Workspace.assay, "log", "a"]).stdout
    let path = try #require(said.firstMatch(of: /\.assay\/logs\/[0-9a-f]+/)?.output)
    #expect(try w.read(String(path)) == "did a\n")
  }

  @Test func `what printed nothing has no log, also where an earlier run left one`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "test -e ../quiet || echo a; echo 1 > a.txt", outputs: [a.txt] }
        b: { run: "echo 1 > b.txt", outputs: [b.txt], inputs: [a.txt] }
        c: { run: "echo 1 > c.txt; test -e ../good", outputs: [c.txt], inputs: [b.txt] }
      """)
    try w.runs()
    #expect(try w.files(in: ".assay/logs").count == 2)
    try w.write("../quiet", "")
    try w.write("../good", "")
    #expect(try w.runs("run", "--force", "a", "c"))
    #expect(try w.files(in: ".assay/logs") == [])
  }

  @Test func `the log of a stage that failed`() throws {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "1\n"])
    try w.runs()
    let said = try w.call([Workspace.assay, "log", "b"]).stdout
    let path = try #require(said.firstMatch(of: /\.assay\/logs\/[0-9a-f]+/)?.output)
    #expect(try w.read(String(path)) == "1\n")
    try w.remove(".assay/logs")
    try w.assay("log", "b", stdout: "<moment>  no commit  b  failed")
  }

  @Test func `many stages are counted`() throws {
    let stages = (1...10).map { "  s\($0): { run: echo 1 > \($0).txt, outputs: [\($0).txt] }" }
    let w = try Workspace("assay: 1\nstages:\n" + stages.joined(separator: "\n"))
    try w.runs()
    try w.assay(
      "log",
      stdout: """
        <moment>  no commit  <time>
          changed   s1, s10, s2, s3, s4, s5, s6, s7 and 2 more
        """)
  }

  @Test func `as JSON, the entries as they are stored`() throws {
    let (w, _) = try lived()
    let stored = try w.read(".assay/ledger").split(separator: "\n")
    let outcome = try w.call([Workspace.assay, "log", "--json", "-n", "2"])
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    #expect(answer.array?.map(\.compact) == stored.suffix(2).map(String.init))
    let first = try JSON.read(Array(stored[0].utf8), file: "ledger")
    #expect(
      first.members?.map(\.key) == ["time", "seconds", "exit", "head", "machine", "stages"])
    #expect(first["exit"]?.int == 1)
    #expect(
      first["stages"]?.array?.map { $0["verdict"]?.string } == ["changed", "failed", "blocked"])
    #expect(first["stages"]?.array?[1]["log"]?.string?.hasPrefix(".assay/logs/") == true)
  }

  @Test func `a run that was interrupted`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages: { a: { run: "touch ../halted; sleep 100", outputs: [a.txt] } }
      """)
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the stage runs") { try w.exists("../halted") }
    run.child.signal(2)
    #expect(try w.end(of: run).code == 130)
    try w.assay("log", stdout: "<moment>  no commit  <time>  interrupted\n  failed    a")
  }

  @Test func `damaged lines are passed over and told`() throws {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "1\n"])
    try w.runs()
    let line = try w.read(".assay/ledger")
    try w.write(".assay/ledger", "[1]\n" + line + "{\"time\": \"2026\n\n" + line)
    let run = "<moment>  no commit  <time>\n  changed   a\n  failed    b\n  blocked   c"
    try w.assay(
      "log", stdout: "\(run)\n\(run)",
      stderr: "note: .assay/ledger cannot be read in line 1, 3, passed over")
    try w.assay("log", "-n", "1", stdout: run)
  }

  @Test func `before anything has run`() throws {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "1\n"])
    try w.assay("log", stderr: "note: no run has done anything here yet")
    try w.assay("log", "--json", stdout: "[]", stderr: "note: no run has done anything here yet")
    try w.assay("log", "a", stderr: "note: no run with a has done anything here yet")
  }

  @Test func `a stage that is not there, and one that was`() throws {
    let w = try Workspace(Self.pipeline, files: ["in.txt": "1\n"])
    try w.runs()
    try w.assay(
      "log", "d",
      stderr: """
        error: there is no stage `d`
          hint: did you mean `a`?
        """, code: 2)
    try w.write("pipeline.yaml", Self.pipeline.replacing("  c:", with: "  d:"))
    try w.assay("log", "c", stdout: "<moment>  no commit  c  blocked")
  }

  @Test func `how many runs must be a number`() throws {
    let w = try Workspace(Self.pipeline)
    let outcome = try w.call([Workspace.assay, "log", "-n", "0"])
    #expect(outcome.code == 2)
    #expect(
      outcome.stderr.hasPrefix("Error: --last takes a whole number of at least 1\n"), "\(outcome)")
  }
}
