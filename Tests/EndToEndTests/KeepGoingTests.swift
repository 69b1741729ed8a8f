import Testing

/// Failures that do not stop what is not behind them.
struct KeepGoingTests {
  /// Two stages fail, independently; behind them and beside them stand others.
  private func twoFailures() throws -> Workspace {
    try Workspace(
      """
      assay: 1
      stages:
        bad: { run: "exit 1", outputs: [bad.txt] }
        behind: { run: "cp bad.txt behind.txt", inputs: [bad.txt], outputs: [behind.txt] }
        far: { run: "cat behind.txt worse.txt > far.txt", inputs: [behind.txt, worse.txt], outputs: [far.txt] }
        good: { run: "echo good >> ../ran; echo 1 > good.txt", outputs: [good.txt] }
        worse: { run: "exit 2", outputs: [worse.txt] }
        after: { run: "echo after >> ../ran; cp good.txt after.txt", inputs: [good.txt], outputs: [after.txt] }
      """)
  }

  @Test(arguments: ["-k", "--keep-going"])
  func `everything that is not behind a failure is run`(option: String) throws {
    let w = try twoFailures()
    let others = """

      run       good: never run here
      changed   good new outputs, <time>
      run       after: never run here
      changed   after new outputs, <time>
      """
    for (ran, reused, said) in [(2, 0, others), (0, 2, "")] {
      w.expect(
        try w.call([Workspace.assay, "run", option, "-j1"]), ["run", option],
        "6 stages: \(ran) run here, \(reused) from this machine, 0 believed from the record, "
          + "2 failed, 2 blocked",
        """
        run       bad: never run here
        error: stage `bad` failed: exit code 1
          command  /bin/sh -c 'exit 1'
        blocked   behind, far: behind bad
        run       worse: never run here
        error: stage `worse` failed: exit code 2
          command  /bin/sh -c 'exit 2'\(said)
        """, 1, at: #_sourceLocation)
    }
    try w.ran("good", "after")
  }

  @Test func `a stage whose input turns out not to be there fails alone`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > parts/x", outputs: [parts/] }
        b: { run: "cat parts/y > b.txt", inputs: [parts/y], outputs: [b.txt] }
        c: { run: "cp b.txt c.txt", inputs: [b.txt], outputs: [c.txt] }
        d: { run: "cp parts/x d.txt", inputs: [parts/x], outputs: [d.txt] }
      """)
    try w.assay(
      "run", "-k",
      stdout: """
        4 stages: 2 run here, 0 from this machine, 0 believed from the record, 1 failed, 1 blocked
        """,
      stderr: """
        run       a: never run here
        changed   a new outputs, <time>
        error: stage `b` failed: pipeline.yaml:4:45: the input `parts/y` of stage `b` is missing, \
        and no stage makes it
          4 |   b: { run: "cat parts/y > b.txt", inputs: [parts/y], outputs: [b.txt] }
            |                                             ^^^^^^^
          hint: did you mean `parts/x`?
        blocked   c: behind b
        run       d: never run here
        changed   d new outputs, <time>
        """, code: 1)
  }

  @Test func `who is blocked is told in JSON too`() throws {
    let w = try twoFailures()
    let outcome = try w.call([Workspace.assay, "run", "-k", "--json"])
    #expect(outcome.code == 1)
    for line in [
      #"{"name": "bad", "verdict": "failed"}"#, #"{"name": "far", "verdict": "blocked"}"#,
      #""failed": 2"#, #""blocked": 2"#,
    ] { #expect(outcome.stdout.contains(line), "\(outcome)") }
  }

  @Test func `many that are blocked are told in one line`() throws {
    let behind = (1...40).map {
      "  b\($0): { run: \"cp a.txt b\($0).txt\", inputs: [a.txt], outputs: [b\($0).txt] }\n"
    }
    let w = try Workspace(
      "assay: 1\nstages:\n  a: { run: \"exit 1\", outputs: [a.txt] }\n\(behind.joined())")
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(
      outcome.stderr.hasSuffix("\nblocked   b1, b2, b3 and 37 more: behind a\n"), "\(outcome)")
  }
}
