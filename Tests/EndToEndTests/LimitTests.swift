import Glibc
import Testing

/// Limits of time, further tries, and what both leave behind.
struct LimitTests {
  @Test func `a stage that has had its time is ended with all it started`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: "sleep 600 & echo $! > ../pid; echo half > out.txt; echo working; sleep 600"
          outputs: [out.txt]
          timeout: 2 s
      """)
    try w.assay(
      "run",
      stdout: "1 stage: 0 run here, 0 from this machine, 0 believed from the record, 1 failed",
      stderr: """
        run       a: never run here
        error: stage `a` failed: no end after 2 s
          command  /bin/sh -c 'sleep 600 & echo $! > ../pid; echo half > out.txt; echo working; \
        sleep 600'
          log      .assay/logs/<digest>
          | working
          partial  .assay/aside/<moment>-a/out.txt
        """, code: 1)
    let child = try #require(Int32(try w.read("../pid").dropLast()))
    #expect(kill(child, 0) != 0)
  }

  @Test func `a tree that ignores the request is killed`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: "(trap '' TERM; echo $(exec sh -c 'echo $PPID') > ../pid; while true; do sleep 0.1; done) & wait"
          outputs: [out.txt]
          timeout: 2 s
        b: { run: "echo 1 > b.txt", outputs: [b.txt] }
      """)
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(outcome.code == 1)
    #expect(outcome.stderr.contains("stage `a` failed: no end after 2 s"), "\(outcome)")
    let child = try #require(Int32(try w.read("../pid").dropLast()))
    #expect(kill(child, 0) != 0)
    #expect(try w.read("b.txt") == "1\n")
  }

  @Test func `a stage that ends well when it is asked to has not ended in time`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "trap 'echo 1 > out.txt; exit 0' TERM; sleep 600 & wait", outputs: [out.txt], timeout: 2 s }
      """)
    #expect(try w.call([Workspace.assay, "run"]).stderr.contains("no end after 2 s"))
    #expect(try !w.exists("provenance"))
  }

  @Test func `a limit in time is no part of the recipe`() throws {
    let w = try Workspace.pair()
    try w.write("pipeline.yaml", Workspace.pair + "\n    timeout: 1 h\n    retries: 3\n")
    try w.runs()
    try w.ran()
  }

  @Test func `a stage is tried again, and the logs of all tries stay`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: "echo a >> ../ran; echo try $(grep -c . ../ran); ls; echo half > out.txt; test $(grep -c . ../ran) -gt 2"
          outputs: [out.txt, log/]
          retries: 2
      """)
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: never run here
        note: a: exit code 1; retry 1 of 2
        note: a: exit code 1; retry 2 of 2
        changed   a new outputs, <time>
        """)
    try w.ran("a", "a", "a")
    let logs = try w.files(in: ".assay/logs")
    #expect(logs.map { $0.dropFirst(64) } == ["", ".1", ".2"])
    #expect(
      try logs.map { try w.read(".assay/logs/\($0)") }
        == ["3", "1", "2"].map { "try \($0)\nlog\npipeline.yaml\n" })
    #expect(try !w.exists(".assay/aside"))
    // Another run's tries do not pass for this one's.
    try w.write("../ran", "a\na\n")
    try w.runs("run", "--force")
    #expect(try w.files(in: ".assay/logs").count == 1)
  }

  @Test func `what fails each time says how often`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        exits: { run: "exit 3", outputs: [a.txt], retries: 2 }
        dies: { run: "kill -9 $$", outputs: [b.txt], retries: 1 }
        forgets: { run: "true", outputs: [c.txt], retries: 1 }
        hangs: { run: "sleep 600", outputs: [d.txt], retries: 1, timeout: 0.2 s }
        lies: { run: "mkfifo e.txt", outputs: [e.txt], retries: 5 }
      """)
    try w.assay(
      "run", "-k", "-j1",
      stdout: "5 stages: 0 run here, 0 from this machine, 0 believed from the record, 5 failed",
      stderr: """
        run       exits: never run here
        note: exits: exit code 3; retry 1 of 2
        note: exits: exit code 3; retry 2 of 2
        error: stage `exits` failed after 3 tries: exit code 3
          command  /bin/sh -c 'exit 3'
        run       dies: never run here
        note: dies: killed by signal 9; retry 1 of 1
        error: stage `dies` failed after 2 tries: killed by signal 9
          command  /bin/sh -c 'kill -9 $$'
        run       forgets: never run here
        note: forgets: it did not write `c.txt`; retry 1 of 1
        error: stage `forgets` failed after 2 tries: it did not write `c.txt`
          command  /bin/sh -c true
        run       hangs: never run here
        note: hangs: no end after 0.2 s; retry 1 of 1
        error: stage `hangs` failed after 2 tries: no end after 0.2 s
          command  /bin/sh -c 'sleep 600'
        run       lies: never run here
        error: stage `lies` failed: `e.txt` is a socket, a pipe or a device: only files, folders and \
        links can be inputs and outputs
          command  /bin/sh -c 'mkfifo e.txt'
          partial  .assay/aside/<moment>-lies/e.txt
        """, code: 1, keeping: [.time])
  }

  @Test func `after the last try the old outputs stand again`() throws {
    let w = try Workspace.pair()
    try w.write(
      "pipeline.yaml", Workspace.pair.replacing("  b:", with: "    retries: 1\n  b:") + "\n")
    try w.write("a.sh", "echo half > \"$3\"; exit 1\n")
    #expect(try !w.runs())
    #expect(try w.read("mid.txt") == "two 2\none 2\n")
    #expect(try w.files(in: ".assay/aside").count == 1)
  }

  /// A stage whose first try fails and whose second waits for a file.
  private func retrying() throws -> (Workspace, Workspace.Started) {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: >-
            echo a >> ../ran; echo half > out.txt; test $(grep -c . ../ran) -gt 1 || exit 1;
            touch ../halted; while [ ! -e ../go ]; do sleep 0.05; done; cp in.txt out.txt
          inputs: [in.txt]
          outputs: [out.txt]
          retries: 5
      """, files: ["in.txt": "1\n"])
    try w.write("out.txt", "mine\n")
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the second try runs") { try w.exists("../halted") }
    return (w, run)
  }

  @Test func `a kill during a further try leaves nothing wrong behind`() throws {
    let (w, run) = try retrying()
    run.child.signal(SIGKILL)
    #expect(try w.end(of: run).code == -SIGKILL)
    try w.write("../go", "")
    #expect(try w.runs())
    #expect(try w.read("out.txt") == "1\n")
    #expect(try w.files(in: ".assay/run") == [])
    #expect(try w.files(in: "../tmp") == [])
    let mine = try w.call(["grep", "-rl", "mine", ".assay/aside"]).stdout
    #expect(mine.split(separator: "\n").count == 1)
  }

  @Test func `after a signal there is no further try`() throws {
    let (w, run) = try retrying()
    run.child.signal(SIGINT)
    let outcome = try w.end(of: run).without()
    #expect(outcome.code == 130)
    #expect(outcome.stderr.contains("error: stage `a` failed after 2 tries: interrupted\n"))
    try w.ran("a", "a")
    #expect(try w.read("out.txt") == "mine\n")
  }

  @Test func `after the failure of another stage there is no further try`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; while [ ! -e ../failed ]; do sleep 0.01; done; sleep 0.2; exit 1", outputs: [a.txt], retries: 9 }
        b: { run: "touch ../failed; exit 1", outputs: [b.txt] }
      """)
    #expect(try w.call([Workspace.assay, "run", "-j2"]).code == 1)
    try w.ran("a")
  }
}
