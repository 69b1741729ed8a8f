import Testing

/// What the store can give back, and what it cannot.
struct RestoreTests {
  @Test func `what must run is told, and what is behind it`() throws {
    let w = try Workspace.pair()
    try w.write("in.txt", "three\n")
    try w.remove("out.txt")
    try w.assay(
      "restore", stdout: "2 stages: 1 changed, 1 blocked",
      stderr: """
        outdated  a: input in.txt file <digest> → file <digest>
        blocked   b: behind a
        """, code: 3)
    try w.assay(
      "restore", "b", stdout: "1 stage: 1 blocked", stderr: "blocked   b: behind a", code: 3)
    try w.ran()
    #expect(try !w.exists("out.txt"))
  }

  @Test func `a target needs only to be known what is upstream of it`() throws {
    let w = try Workspace.pair()
    try w.runs("clean")
    try w.assay(
      "restore", "b", stdout: "1 stage: 1 restored",
      stderr: "restored  b: output out.txt file <digest> → missing")
    #expect(try w.files(in: "").contains("out.txt"))
    #expect(try !w.exists("mid.txt"))
    try w.ran()
  }

  @Test func `a target behind links that do not stand is told`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "ln -s ../in.txt d/a.txt", inputs: [in.txt], outputs: [d/a.txt] }
        b: { run: "cp d/a.txt b.txt", inputs: [d/a.txt], outputs: [b.txt] }
      """, files: ["in.txt": "1\n"])
    try w.runs()
    try w.runs("clean")
    try w.assay(
      "restore", "b", stdout: "1 stage: 1 blocked", stderr: "blocked   b: behind a", code: 3)
    try w.runs("restore", "a", "b")
    #expect(try w.read("b.txt") == "1\n")
  }

  @Test func `a bad copy is not handed out, and the stage must run`() throws {
    let w = try Workspace.pair()
    let digest = try w.call(["sha256sum", "mid.txt"]).stdout.prefix(64)
    let blob = ".assay/cas/\(digest.prefix(2))/\(digest.dropFirst(2))"
    w.makeExecutable(blob, false)
    try w.writeKeepingTime(blob, "OWT 2\nENO 2\n")
    try w.remove("mid.txt")
    try w.assay(
      "restore", stdout: "2 stages: 1 changed, 1 blocked",
      stderr: """
        note: a: the stored copy <digest> does not hold the bytes of its name; moved to \
        .assay/quarantine
        outdated  a: output mid.txt file <digest> → missing
        blocked   b: behind a
        """, code: 3)
    try w.ran()
  }

  @Test func `what was edited by hand is moved aside`() throws {
    let w = try Workspace.pair()
    try w.write("out.txt", "mine\n")
    try w.assay(
      "restore", "b", stdout: "1 stage: 1 restored",
      stderr: """
        restored  b: output out.txt file <digest> → file <digest>
        note: b: what stood at its outputs was nobody's copy; moved aside:
          .assay/aside/<moment>-b/out.txt
        """)
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
  }

  @Test func `it waits for a run and is remembered`() throws {
    let w = try Workspace.pair()
    let before = try w.read(".assay/ledger").split(separator: "\n").count
    try w.runs("clean")
    try w.runs("restore")
    #expect(try w.read(".assay/ledger").split(separator: "\n").count == before + 1)
    let other = try w.start([
      "flock", ".assay/lock", "sh", "-c", "touch ../held; until [ -e ../go ]; do sleep 0.01; done",
    ])
    try w.wait(until: "the lock is held") { try w.exists("../held") }
    let restore = try w.start([Workspace.assay, "restore"])
    try w.wait(until: "it says that it waits") { try w.said(by: restore).contains("\n") }
    #expect(try w.said(by: restore).hasPrefix("waiting for another run in this project: "))
    try w.write("../go", "")
    #expect(try w.end(of: restore).code == 0)
    _ = try w.end(of: other)
  }
}
