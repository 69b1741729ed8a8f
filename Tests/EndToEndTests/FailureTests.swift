import Testing

/// Stages that fail: exit code 1, what went wrong, where the log and the partial outputs lie.
struct FailureTests {
  private static let summary =
    "1 stage: 0 run here, 0 from this machine, 0 believed from the record, 1 failed"

  /// Expects a stage's command to fail with these words after `error: stage `a` failed: `.
  private func fails(
    _ command: String, outputs: String = "out.txt", _ words: String,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: \(command), inputs: [in.txt], outputs: [\(outputs)] }
      """, files: ["in.txt": "1\n"])
    let stderr = "run       a: never run here\nerror: stage `a` failed: " + words
    let outcome = try w.call([Workspace.assay, "run"])
    w.expect(outcome, ["run"], Self.summary, stderr, 1, at: place)
    #expect(try !w.exists("provenance"), sourceLocation: place)
    #expect(try !w.exists(outputs), sourceLocation: place)
    #expect(try w.files(in: "../tmp") == [], sourceLocation: place)
  }

  @Test func `a command that exits non-zero shows the end of its log`() throws {
    try fails(
      #""seq 30; echo half > out.txt; printf 'trouble\\033[31m\\n' >&2; exit 3""#,
      """
      exit code 3
        command  /bin/sh -c 'seq 30; echo half > out.txt; printf '\\''trouble\\033[31m\\n'\\'' \
      >&2; exit 3'
        log      .assay/logs/<digest>
      \((12...30).map { "  | \($0)\n" }.joined())\
        | trouble\\u{1b}[31m
        partial  .assay/aside/<moment>-a/out.txt
      """)
  }

  @Test func `a command that is killed`() throws {
    try fails(
      #""kill -9 $$""#,
      """
      killed by signal 9
        command  /bin/sh -c 'kill -9 $$'
      """)
  }

  @Test func `a command that writes nothing`() throws {
    try fails(
      "[\"true\"]",
      """
      it did not write `out.txt`
        command  true
      """)
  }

  @Test func `a program that is not there`() throws {
    try fails(
      "[no-such-program, in.txt]",
      """
      cannot start `no-such-program`: No such file or directory
        command  no-such-program in.txt
      """)
  }

  @Test func `a program that may not be executed`() throws {
    try fails(
      "[./in.txt]",
      """
      cannot start `./in.txt`: Permission denied
        command  ./in.txt
      """)
  }

  @Test(arguments: ["../elsewhere", "/etc/passwd"])
  func `an output link that leaves the project`(target: String) throws {
    try fails(
      "ln -s \(target) out.txt",
      """
      output link `out.txt` leads to `\(target)`, outside the project
        command  /bin/sh -c 'ln -s \(target) out.txt'
        partial  .assay/aside/<moment>-a/out.txt
      """)
  }

  @Test func `an output link that leaves the project by a folder with a combining name`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: [ln, -s, "d/../\u{301}/../../../elsewhere", results/out.txt], outputs: [results/out.txt] }
      """, files: ["\u{301}/x": ""])
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(outcome.code == 1)
    #expect(outcome.stderr.contains("elsewhere`, outside the project\n"), "\(outcome)")
  }

  @Test(arguments: [".assay", ".git", "provenance"])
  func `an output in a folder of ours by a combining name is refused`(folder: String) throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "true", outputs: ["\(folder)/\u{301}x"] }
      """)
    #expect(try w.call([Workspace.assay, "status"]).code == 2)
  }

  @Test func `an output that is a pipe`() throws {
    try fails(
      "mkfifo out.txt",
      """
      `out.txt` is a socket, a pipe or a device: only files, folders and links can be inputs and \
      outputs
        command  /bin/sh -c 'mkfifo out.txt'
        partial  .assay/aside/<moment>-a/out.txt
      """)
  }

  @Test func `a failure is not remembered and stops what is behind it`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; test -e ../good && cp in.txt mid.txt", inputs: [in.txt], outputs: [mid.txt] }
        b: { run: "echo b >> ../ran; cp mid.txt out.txt", inputs: [mid.txt], outputs: [out.txt] }
      """, files: ["in.txt": "1\n"])
    for _ in 1...2 {
      try w.assay(
        "run",
        stdout: """
          2 stages: 0 run here, 0 from this machine, 0 believed from the record, 1 failed, 1 blocked
          """,
        stderr: """
          run       a: never run here
          error: stage `a` failed: exit code 1
            command  /bin/sh -c 'echo a >> ../ran; test -e ../good && cp in.txt mid.txt'
          blocked   b: behind a
          """, code: 1)
      try w.ran("a")
    }
    try w.write("../good", "")
    try w.runs()
    try w.ran("a", "b")
    #expect(try w.read("out.txt") == "1\n")
  }

  @Test func `what runs beside a failure ends and is kept, nothing more is started`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        bad:
          run: "echo $$ > ../bad; while [ ! -e ../started ]; do sleep 0.01; done; exit 1"
          outputs: [bad.txt]
        good:
          run: >-
            touch ../started;
            while [ ! -s ../bad ] || kill -0 $(cat ../bad) 2> ../gone; do sleep 0.01; done;
            sleep 0.1; echo 1 > good.txt
          outputs: [good.txt]
        later: { run: "echo later >> ../ran; echo 1 > later.txt", outputs: [later.txt] }
      """)
    try w.assay(
      "run", "-j2",
      stdout: """
        3 stages: 1 run here, 0 from this machine, 0 believed from the record, 1 failed, \
        1 not reached
        """,
      stderr: """
        run       bad: never run here
        run       good: never run here
        error: stage `bad` failed: exit code 1
          command  /bin/sh -c 'echo $$ > ../bad; while [ ! -e ../started ]; do sleep 0.01; done; exit 1'
        changed   good new outputs, <time>
        """, code: 1)
    try w.ran()
    try w.assay(
      "status",
      stdout: """
        never     bad
        fresh     good
        never     later
        3 stages: 1 fresh, 2 never
        """, code: 3)
  }

  @Test func `after a failure the old outputs stand again`() throws {
    let w = try Workspace.pair()
    try w.write("a.sh", "echo half > \"$3\"; exit 1\n")
    try w.assay(
      "run",
      stdout: """
        2 stages: 0 run here, 0 from this machine, 0 believed from the record, 1 failed, 1 blocked
        """,
      stderr: """
        run       a: input a.sh file <digest> → file <digest>
        error: stage `a` failed: exit code 1
          command  sh a.sh in.txt 2 mid.txt
          partial  .assay/aside/<moment>-a/mid.txt
        blocked   b: behind a
        """, code: 1)
    #expect(try w.read("mid.txt") == "two 2\none 2\n")
    #expect(try w.read("out.txt") == "one 2\ntwo 2\n")
    try w.write("a.sh", Workspace.pairScript)
    try w.assay(
      "run", stdout: "2 stages: 0 run here, 2 from this machine, 0 believed from the record")
  }

  @Test func `after a failure an output edited by hand stands again too`() throws {
    let w = try Workspace.pair()
    try w.write("mid.txt", "mine\n")
    try w.write("a.sh", "exit 1\n")
    #expect(try !w.runs())
    #expect(try w.read("mid.txt") == "mine\n")
  }

  @Test func `a stage that cannot be started touches no output`() throws {
    let w = try Workspace.pair()
    try w.write("mid.txt", "mine\n")
    try w.write("in.txt", "new\n")
    w.environment["TMPDIR"] = "/no/such/folder"
    for arguments in [["run"], ["run", "-k"]] {
      let outcome = try w.call([Workspace.assay] + arguments)
      #expect(outcome.code == 1)
      #expect(outcome.stderr.contains("/no/such/folder"), "\(outcome)")
      #expect(try w.read("mid.txt") == "mine\n")
      #expect(try !w.exists(".assay/aside"))
    }
  }

  @Test func `an output in the way of another is put back when the stage cannot be started`() throws
  {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "touch out.txt d/e", outputs: [out.txt, d/e] }
      """, files: ["out.txt": "mine\n", "d/e/f": "mine\n"])
    #expect(try w.call(["mkfifo", "d/e/pipe"]).code == 0)
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(outcome.stderr.contains("`d/e/pipe` is a socket, a pipe or a device"), "\(outcome)")
    #expect(try w.read("out.txt") == "mine\n")
    #expect(
      try w.files(in: "").filter { !$0.hasPrefix(".assay/") } == [
        "d/e/f", "d/e/pipe", "out.txt", "pipeline.yaml",
      ])
  }

  @Test(arguments: [
    (
      #"{"numbers": {"x": {"value": NaN, "unit": "%"}}}"#,
      """
      numbers.json:1:29: NaN is not a JSON number
        1 | {"numbers": {"x": {"value": NaN, "unit": "%"}}}
          |                             ^^^
        hint: a result that is not finite is no result: leave it out
      """
    ),
    (
      #"{"numbers": {"x": {"value": 1e999, "unit": "%"}}}"#,
      """
      numbers.json:1:29: the value of the number x is too large for a double
        1 | {"numbers": {"x": {"value": 1e999, "unit": "%"}}}
          |                             ^^^^^
      """
    ),
    (
      #"{"numbers": {"x": {"value": 1.5}}}"#,
      """
      numbers.json:1:19: the number x has no unit
        1 | {"numbers": {"x": {"value": 1.5}}}
          |                   ^
        hint: a pure number has the unit "1"
      """
    ),
    (
      #"{"numbers": {"x": {"value": 1, "unit": "%"}, "x": {"value": 2, "unit": "%"}}}"#,
      """
      numbers.json:1:46: the key "x" stands twice in one object
        1 | {"numbers": {"x": {"value": 1, "unit": "%"}, "x": {"value": 2, "unit": "%"}}}
          |                                              ^^^
        hint: it stands first at line 1, column 14
      """
    ),
  ])
  func `a file of numbers that does not hold`(text: String, words: String) throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: cp in.json numbers.json, inputs: [in.json], outputs: [numbers.json], numbers: numbers.json }
      """, files: ["in.json": text])
    try w.assay(
      "run", stdout: Self.summary,
      stderr: """
        run       a: never run here
        error: stage `a` failed: \(words)
          command  /bin/sh -c 'cp in.json numbers.json'
          partial  .assay/aside/<moment>-a/numbers.json
        """, code: 1)
    #expect(try !w.exists("provenance"))
  }
}
