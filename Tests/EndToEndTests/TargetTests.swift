import Testing

/// A part of the pipeline alone: targets with what is upstream of them, and nothing else.
struct TargetTests {
  /// `a` feeds `b` and `c`; `d` stands alone.
  private func fork() throws -> Workspace {
    try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; cp in.txt a.txt", inputs: [in.txt], outputs: [a.txt] }
        b: { run: "echo b >> ../ran; cp a.txt b.txt", inputs: [a.txt], outputs: [b.txt] }
        c: { run: "echo c >> ../ran; cp a.txt c.txt", inputs: [a.txt], outputs: [c.txt] }
        d: { run: "echo d >> ../ran; cp other.txt d.txt", inputs: [other.txt], outputs: [d.txt] }
      """, files: ["in.txt": "1\n", "other.txt": "1\n"])
  }

  @Test func `a target is run with what it needs, and nothing else`() throws {
    let w = try fork()
    try w.assay(
      "run", "b", stdout: "2 stages: 2 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: never run here
        changed   a new outputs, <time>
        run       b: never run here
        changed   b new outputs, <time>
        """)
    try w.ran("a", "b")
    try w.assay(
      "run", "d", "b", "b",
      stdout: "3 stages: 1 run here, 2 from this machine, 0 believed from the record",
      stderr: """
        run       d: never run here
        changed   d new outputs, <time>
        """)
    try w.ran("d")
    #expect(
      try w.files(in: "provenance").filter { !$0.hasPrefix("machines/") } == [
        "a.json", "b.json", "d.json",
      ])
  }

  @Test func `what is missing for other stages is no matter`() throws {
    let w = try fork()
    try w.remove("other.txt")
    try w.runs("run", "c")
    try w.ran("a", "c")
    try w.assay(
      "run",
      stderr: """
        pipeline.yaml:6:62: the input `other.txt` of stage `d` is missing, and no stage makes it
          6 |   d: { run: "echo d >> ../ran; cp other.txt d.txt", inputs: [other.txt], outputs: [d.txt] }
            |                                                              ^^^^^^^^^
        """, code: 2)
  }

  @Test(arguments: [["status"], ["run", "-n"]])
  func `what is out of date of a target`(verb: [String]) throws {
    let w = try fork()
    try w.runs("run", "b")
    let say = { (targets: [String], stdout: String, code: Int32, place: SourceLocation) in
      let all = verb + targets
      w.expect(try w.call([Workspace.assay] + all), all, stdout, "", code, at: place)
    }
    try say(["b"], "fresh     a\nfresh     b\n2 stages: 2 fresh", 0, #_sourceLocation)
    try say(
      ["c", "a"], "fresh     a\nnever     c\n2 stages: 1 fresh, 1 never", 3, #_sourceLocation)
    try w.write("in.txt", "2\n")
    try say(
      ["c"],
      """
      changed   a  input in.txt file <digest> → file <digest>
      waiting   c  may run, behind a
      2 stages: 1 changed, 1 waiting
      """, 3, #_sourceLocation)
    try w.assay("explain", "c", stdout: "c: may run, behind a")
  }

  @Test(arguments: [["run"], ["run", "-n"], ["status"], ["restore"], ["clean"], ["clean", "-n"]])
  func `a target that is not there`(verb: [String]) throws {
    let w = try fork()
    w.expect(
      try w.call([Workspace.assay] + verb + ["a", "nope"]), verb, "",
      """
      error: there is no stage `nope`, and no stage makes a file of this path
        hint: the stages are `a`, `b`, `c` and `d`
      """, 2, at: #_sourceLocation)
    try w.ran()
  }

  @Test func `targets are forced to run, what is upstream only as needed`() throws {
    let w = try fork()
    try w.runs()
    try w.ran("a", "b", "c", "d")
    try w.assay(
      "run", "--force", "b",
      stdout: "2 stages: 1 run here, 1 from this machine, 0 believed from the record",
      stderr: """
        run       b: --force
        confirmed b same outputs as recorded, <time>
        """)
    try w.ran("b")
    try w.write("in.txt", "2\n")
    try w.assay(
      "run", "--force", "c",
      stdout: "2 stages: 2 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: input in.txt file <digest> → file <digest>
        changed   a new outputs, <time>
        run       c: input a.txt file <digest> → file <digest>
        changed   c new outputs, <time>
        """)
    try w.ran("a", "c")
  }

  @Test func `without targets all are forced, each once`() throws {
    let w = try fork()
    try w.runs()
    try w.ran("a", "b", "c", "d")
    try w.remove("b.txt")
    try w.assay(
      "run", "-n", "--force",
      stdout: """
        changed   a  --force
        waiting   b  may run, behind a
        waiting   c  may run, behind a
        changed   d  --force
        4 stages: 2 changed, 2 waiting
        """, code: 3)
    try w.assay(
      "run", "--force", "-j1",
      stdout: "4 stages: 4 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: --force
        confirmed a same outputs as recorded, <time>
        run       b: --force
        confirmed b same outputs as recorded, <time>
        run       c: --force
        confirmed c same outputs as recorded, <time>
        run       d: --force
        confirmed d same outputs as recorded, <time>
        """)
    try w.ran("a", "b", "c", "d")
  }

  @Test func `a forced stage that makes other bytes by the same recipe differs`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "cat ../dice > a.txt", outputs: [a.txt] }
      """, files: ["../dice": "1\n"])
    try w.runs()
    try w.write("../dice", "2\n")
    try w.assay(
      "run", "--force",
      stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: --force
        differs   a: same recipe, other bytes than recorded
          machine package file dice <digest> → <digest>
        differs   a same recipe, other outputs, <time>
        """)
  }
}
