import Glibc
import Host
import Testing

/// Runs that end in the middle: by Ctrl-C, by a kill, by inputs that move under a stage.
struct InterruptionTests {
  /// The pair, whose first stage stands half done until a file lets it go on.
  private func halted() throws -> (Workspace, Workspace.Started) {
    let w = try Workspace.pair()
    try w.write(
      "a.sh",
      """
      echo half > "$3"
      echo $$ > ../pid
      test -e ../go || { touch ../halted; while [ ! -e ../go ]; do sleep 0.05; done; }
      \(Workspace.pairScript)
      """)
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the stage is half done") { try w.exists("../halted") }
    return (w, run)
  }

  /// Lets the stage go on, and expects the next run to make everything right.
  private func nextRunIsRight(_ w: Workspace, at place: SourceLocation = #_sourceLocation) throws {
    try w.write("../go", "")
    try w.remove("../ran")
    try w.write("in.txt", "new\n")
    try w.runs()
    try w.ran("a", "b", at: place)
    #expect(try w.read("out.txt") == "new 2\n", sourceLocation: place)
    #expect(try w.read("mid.txt") == "new 2\n", sourceLocation: place)
    #expect(try Files.entries(of: "\(w.root)/tmp").isEmpty, sourceLocation: place)
    #expect(try w.files(in: ".assay/run") == [], sourceLocation: place)
  }

  private func isAlive(_ w: Workspace) throws -> Bool {
    guard let stage = Int32(try w.read("../pid").dropLast()) else { return true }
    return kill(stage, 0) == 0
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal to the whole group, as Ctrl-C sends it`(signal: Int32) throws {
    let (w, run) = try halted()
    run.child.signalGroup(signal)
    w.expect(
      try w.end(of: run), ["run"],
      "2 stages: 0 run here, 0 from this machine, 0 believed from the record, 1 failed, 1 not reached",
      """
      run       a: input a.sh file <digest> → file <digest>
      error: stage `a` failed: interrupted
        command  sh a.sh in.txt 2 mid.txt
        partial  .assay/aside/<moment>-a/mid.txt
      """, 130, at: #_sourceLocation)
    #expect(try !isAlive(w))
    #expect(try w.read("mid.txt") == "two 2\none 2\n")
    try nextRunIsRight(w)
  }

  @Test func `a signal to the tool alone`() throws {
    let (w, run) = try halted()
    run.child.signal(SIGINT)
    #expect(try w.end(of: run).code == 130)
    #expect(try !isAlive(w))
    try nextRunIsRight(w)
  }

  @Test func `a stage that ignores the signal is killed`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: "trap '' INT TERM HUP; touch ../halted; while [ ! -e ../go ]; do sleep 0.05; done"
          outputs: [out.txt]
      """)
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the stage runs") { try w.exists("../halted") }
    run.child.signal(SIGINT)
    run.child.signal(SIGINT)
    #expect(try w.end(of: run).code == 130)
  }

  @Test func `a tool that is killed leaves no child and needs no flag`() throws {
    let (w, run) = try halted()
    run.child.signal(SIGKILL)
    #expect(try w.end(of: run).code == -SIGKILL)
    try w.wait(until: "the stage is gone") { try !isAlive(w) }
    try nextRunIsRight(w)
  }

  @Test func `the half output of a killed run is moved aside and never believed`() throws {
    let (w, run) = try halted()
    run.child.signal(SIGKILL)
    _ = try w.end(of: run)
    try w.wait(until: "the stage is gone") { try !isAlive(w) }
    try w.write("../go", "")
    try w.assay(
      "run", stdout: "2 stages: 1 run here, 1 from this machine, 0 believed from the record",
      stderr: """
        run       a: input a.sh file <digest> → file <digest>
        note: a: what stood at its outputs was nobody's copy; moved aside:
          .assay/aside/<moment>-a/mid.txt
        confirmed a same outputs as recorded, <time>
        """)
    #expect(try w.read("mid.txt") == "two 2\none 2\n")
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
  }

  @Test func `kills at many moments leave nothing wrong behind`() throws {
    let w = try Workspace.pair()
    for moment in 0..<15 {
      try w.write("in.txt", "\(moment)\n")
      let run = try w.start([Workspace.assay, "run"])
      usleep(useconds_t(moment) * 3_000)
      run.child.signal(SIGKILL)
      _ = try w.end(of: run)
    }
    #expect(try w.runs())
    #expect(try w.read("out.txt") == "14 2\n")
    for text in ["7\n", "two\none\n", "14\n"] {
      try w.write("in.txt", text)
      #expect(try w.runs())
      #expect(try w.read("mid.txt") == text.replacing("\n", with: " 2\n"))
    }
    #expect(try w.files(in: ".assay/run") == [])
  }

  @Test func `a keeper that is killed takes its stages with it`() throws {
    let (w, run) = try halted()
    let keeper = try #require(try w.children(of: run.child.process).first)
    kill(keeper, SIGKILL)
    let outcome = try w.end(of: run)
    #expect(outcome.code == 1)
    #expect(
      outcome.stderr.hasSuffix(
        "error: the process that runs the stages was ended from outside\n"), "\(outcome)")
    try w.wait(until: "the stage is gone") { try !isAlive(w) }
    try nextRunIsRight(w)
  }

  @Test func `a kill of the whole group is survived`() throws {
    let (w, run) = try halted()
    run.child.signalGroup(SIGKILL)
    #expect(try w.end(of: run).code == -SIGKILL)
    try w.wait(until: "the stage is gone") { try !isAlive(w) }
    try nextRunIsRight(w)
  }

  @Test func `an input deleted while its stage runs fails it and gives the old outputs back`()
    throws
  {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: "cat in.txt > out.txt; touch ../halted; while [ ! -e ../go ]; do sleep 0.05; done"
          inputs: [in.txt]
          outputs: [out.txt]
      """, files: ["in.txt": "old\n", "../go": ""])
    try w.runs()
    try w.remove("../go")
    try w.remove("../halted")
    try w.write("in.txt", "new\n")
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the stage runs") { try w.exists("../halted") }
    try w.remove("in.txt")
    try w.write("../go", "")
    let outcome = try w.end(of: run)
    #expect(outcome.code == 1)
    #expect(outcome.stderr.contains("the input `in.txt` of stage `a` is missing"), "\(outcome)")
    #expect(try w.read("out.txt") == "old\n")
  }

  @Test func `an input edited while its stage runs makes it run again`() throws {
    let (w, run) = try halted()
    try w.write("in.txt", "later\n")
    try w.write("../go", "")
    w.expect(
      try w.end(of: run), ["run"],
      "2 stages: 2 run here, 0 from this machine, 0 believed from the record",
      """
      run       a: input a.sh file <digest> → file <digest>
      note: a: in.txt changed while it ran; it runs again
      changed   a new outputs, <time>
      run       b: input mid.txt file <digest> → file <digest>
      changed   b new outputs, <time>
      """, 0, at: #_sourceLocation)
    try w.ran("a", "a", "b")
    #expect(try w.read("out.txt") == "later 2\n")
    try w.assay(
      "run", stdout: "2 stages: 0 run here, 2 from this machine, 0 believed from the record")
  }

  @Test func `an input edited and put back while its stage runs makes it run again`() throws {
    let (w, run) = try halted()
    try w.writeKeepingTime("in.txt", "yyy\nyyy\n")
    try w.writeKeepingTime("in.txt", "two\none\n")
    try w.write("../go", "")
    #expect(try w.end(of: run).code == 0)
    try w.ran("a", "a")
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
  }

  @Test func `an input that changes each time is given up`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; echo more >> in.txt; cp in.txt out.txt", inputs: [in.txt], outputs: [out.txt] }
      """, files: ["in.txt": ""])
    try w.assay(
      "run",
      stdout: "1 stage: 0 run here, 0 from this machine, 0 believed from the record, 1 failed",
      stderr: """
        run       a: never run here
        note: a: in.txt changed while it ran; it runs again
        note: a: in.txt changed while it ran; it runs again
        error: stage `a` failed: in.txt kept changing while it ran
          command  /bin/sh -c 'echo a >> ../ran; echo more >> in.txt; cp in.txt out.txt'
          partial  .assay/aside/<moment>-a/out.txt
        """, code: 1)
    try w.ran("a", "a", "a")
    #expect(try !w.exists("provenance"))
  }

  @Test func `a run waits until the keeper of a killed one has ended everything`() throws {
    let (w, first) = try halted()
    let keeper = try #require(try w.children(of: first.child.process).first)
    let wardens = try w.children(of: keeper)
    for process in [keeper] + wardens { kill(process, SIGSTOP) }
    first.child.signal(SIGKILL)
    #expect(try w.end(of: first).code == -SIGKILL)
    let second = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the second run waits or has ended") {
      try second.child.hasEnded || w.said(by: second).contains("waiting for another run")
    }
    #expect(!second.child.hasEnded)
    #expect(try isAlive(w))
    try w.write("../go", "")
    for process in [keeper] + wardens { kill(process, SIGCONT) }
    #expect(try w.end(of: second).code == 0)
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
  }

  @Test func `a second run waits for the first and names it`() throws {
    let (w, first) = try halted()
    let second = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the second run says that it waits") {
      try w.said(by: second).contains("\n")
    }
    let said = try w.said(by: second)
    #expect(said.contains("process \(first.child.process) on "))
    try w.write("../go", "")
    #expect(try w.end(of: first).code == 0)
    w.expect(
      try w.end(of: second), ["run"],
      "2 stages: 0 run here, 2 from this machine, 0 believed from the record",
      "waiting for another run in this project: process <id> on <host> since <moment>", 0,
      at: #_sourceLocation)
    try w.ran("a")
  }

  @Test func `a run that waits for another can be interrupted`() throws {
    let (w, first) = try halted()
    let second = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the second run says that it waits") {
      try w.said(by: second).contains("\n")
    }
    second.child.signal(SIGINT)
    w.expect(
      try w.end(of: second), ["run"], "",
      """
      waiting for another run in this project: process <id> on <host> since <moment>
      error: gave up waiting for the lock `.assay/lock`
      """, 130, at: #_sourceLocation)
    try w.write("../go", "")
    #expect(try w.end(of: first).code == 0)
  }
}
