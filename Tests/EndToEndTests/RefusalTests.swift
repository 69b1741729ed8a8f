import Testing

/// Pipelines that are refused: exit code 2, one located sentence, and nothing done.
struct RefusalTests {
  /// Expects `run`, `run -n` and `status` to refuse a pipeline in the same words.
  private func refused(
    _ pipeline: String, files: [String: String] = ["in.txt": "1\n"], _ words: String,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let w = try Workspace(pipeline, files: files)
    for arguments in [["run"], ["run", "-n"], ["status"]] {
      let outcome = try w.call([Workspace.assay] + arguments)
      w.expect(outcome, arguments, "", words, 2, at: place)
    }
    #expect(try !w.exists("provenance"), sourceLocation: place)
  }

  @Test func `no pipeline anywhere`() throws {
    let w = try Workspace()
    try w.assay(
      "run",
      stderr: """
        error: no pipeline.yaml in `<root>/project` or any folder above it
          hint: run assay inside a project, or name one with -C DIR
        """, code: 2)
  }

  @Test func `an empty file`() throws {
    try refused("", "pipeline.yaml:1:1: the file is empty")
  }

  @Test func `a list where the pipeline should be`() throws {
    try refused(
      "- a",
      """
      pipeline.yaml:1:1: expected a map, found a list
        1 | - a
          | ^
      """)
  }

  @Test func `bytes that are no text`() throws {
    try refused(
      "assay: 1\0",
      """
      pipeline.yaml:1:9: this is no text file: it holds a NUL byte
        1 | assay: 1\\u{0}
          |         ^^^^^
      """)
  }

  @Test func `another version`() throws {
    try refused(
      "assay: 2\nstages: {}",
      """
      pipeline.yaml:1:8: unknown version `2`
        1 | assay: 2
          |        ^
        hint: this assay reads `assay: 1`
      """)
  }

  @Test func `a key that stands twice`() throws {
    try refused(
      "assay: 1\nstages: {}\nstages: {}",
      """
      pipeline.yaml:3:1: `stages` stands here twice, first at pipeline.yaml:2:1
        3 | stages: {}
          | ^^^^^^
      """)
  }

  @Test func `an unknown key`() throws {
    try refused(
      """
      assay: 1
      stages:
        a:
          run: cp in.txt out.txt
          imputs: [in.txt]
          outputs: [out.txt]
      """,
      """
      pipeline.yaml:5:5: unknown key `imputs` in a stage
        5 |     imputs: [in.txt]
          |     ^^^^^^
        hint: did you mean `inputs`?
      """)
  }

  @Test func `an input that is missing`() throws {
    try refused(
      """
      assay: 1
      stages:
        a:
          run: cp raw/reading.csv out.txt
          inputs: [raw/reading.csv]
          outputs: [out.txt]
      """, files: ["raw/readings.csv": "1\n"],
      """
      pipeline.yaml:5:14: the input `raw/reading.csv` of stage `a` is missing, and no stage makes it
        5 |     inputs: [raw/reading.csv]
          |              ^^^^^^^^^^^^^^^
        hint: did you mean `raw/readings.csv`?
      """)
  }

  @Test func `a pattern that matches nothing`() throws {
    try refused(
      """
      assay: 1
      stages:
        a:
          run: cat raw/*.csv > out.txt
          inputs: [raw/*.csv]
          outputs: [out.txt]
      """, files: ["raw/.hidden.csv": "1\n"],
      """
      pipeline.yaml:5:14: the input `raw/*.csv` of stage `a` matches nothing
        5 |     inputs: [raw/*.csv]
          |              ^^^^^^^^^
      """)
  }

  @Test func `stages that form a ring`() throws {
    try refused(
      """
      assay: 1
      stages:
        a: { run: cp c.txt a.txt, inputs: [c.txt], outputs: [a.txt] }
        b: { run: cp a.txt b.txt, inputs: [a.txt], outputs: [b.txt] }
        c: { run: cp b.txt c.txt, inputs: [b.txt], outputs: [c.txt] }
      """,
      """
      pipeline.yaml:3:38: the stages form a ring: a -> b -> c -> a
        3 |   a: { run: cp c.txt a.txt, inputs: [c.txt], outputs: [a.txt] }
          |                                      ^^^^^
        hint: each reads what the one before it makes: take out one of these inputs
      """)
  }

  @Test func `an output claimed by two stages`() throws {
    try refused(
      """
      assay: 1
      stages:
        a: { run: cp in.txt out.txt, inputs: [in.txt], outputs: [out.txt] }
        b: { run: cp in.txt out.txt, inputs: [in.txt], outputs: [out.txt] }
      """,
      """
      pipeline.yaml:4:60: `out.txt` is already an output of stage `a` at pipeline.yaml:3:60
        4 |   b: { run: cp in.txt out.txt, inputs: [in.txt], outputs: [out.txt] }
          |                                                            ^^^^^^^
      """)
  }

  @Test func `outputs that lie in one another`() throws {
    try refused(
      """
      assay: 1
      stages:
        a: { run: cp in.txt d/x, inputs: [in.txt], outputs: [d/] }
        b: { run: cp in.txt d/y, inputs: [in.txt], outputs: [d/y] }
      """,
      """
      pipeline.yaml:4:56: the outputs `d/y` and `d` of stage `a` at pipeline.yaml:3:56 lie in one \
      another
        4 |   b: { run: cp in.txt d/y, inputs: [in.txt], outputs: [d/y] }
          |                                                        ^^^
        hint: let outputs lie side by side
      """)
  }

  @Test func `a tool that is not installed`() throws {
    try refused(
      """
      assay: 1
      stages:
        a:
          run: cp in.txt out.txt
          tools: [no-such-tool]
          inputs: [in.txt]
          outputs: [out.txt]
      """,
      """
      pipeline.yaml:3:3: stage `a` needs the tool `no-such-tool`, which is not on PATH
        3 |   a:
          |   ^
        hint: install it, or take it out of `tools`
      """)
  }

  @Test func `a command that YAML reads as a map`() throws {
    try refused(
      """
      assay: 1
      stages:
        a:
          run: {inputs.x}
          inputs: { x: in.txt }
          outputs: [out.txt]
      """,
      """
      pipeline.yaml:4:10: YAML reads unquoted braces as a map
        4 |     run: {inputs.x}
          |          ^^^^^^^^^^
        hint: quote them: "{inputs.x}"
      """)
  }

  @Test func `an input that is a pipe`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: cat in.txt > out.txt, inputs: [in.txt], outputs: [out.txt] }
      """)
    #expect(try w.call(["mkfifo", "in.txt"]).code == 0)
    try w.assay(
      "status",
      stderr: """
        error: `in.txt` is a socket, a pipe or a device: only files, folders and links can be \
        inputs and outputs
        """, code: 2)
  }

  @Test func `a missing input stops a run before anything is started`() throws {
    try refused(
      """
      assay: 1
      stages:
        a: { run: cp in.txt a.txt, inputs: [in.txt], outputs: [a.txt] }
        b: { run: cp a.txt b.txt, inputs: [a.txt, gone.txt], outputs: [b.txt] }
      """,
      """
      pipeline.yaml:4:45: the input `gone.txt` of stage `b` is missing, and no stage makes it
        4 |   b: { run: cp a.txt b.txt, inputs: [a.txt, gone.txt], outputs: [b.txt] }
          |                                             ^^^^^^^^
      """)
  }

  @Test func `a refusal that only a run can find lets the other stages end`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: "while [ ! -s slow.txt ]; do sleep 0.01; done; cp in.txt parts/$(cat in.txt)"
          inputs: [in.txt]
          outputs: [parts/]
        slow:
          run: >-
            echo half > slow.txt; while [ ! -e provenance/a.json ]; do sleep 0.01; done;
            sleep 0.3; echo whole >> slow.txt
          outputs: [slow.txt]
        b:
          run: cat parts/*.csv > b.txt
          inputs: [parts/*.csv]
          outputs: [b.txt]
      """, files: ["in.txt": "x.txt"])
    try w.assay(
      "run", "-j2",
      stderr: """
        run       a: never run here
        run       slow: never run here
        changed   a new outputs, <time>
        changed   slow new outputs, <time>
        pipeline.yaml:14:14: the input `parts/*.csv` of stage `b` matches nothing
          14 |     inputs: [parts/*.csv]
             |              ^^^^^^^^^^^
        """, code: 2)
    #expect(try w.read("slow.txt") == "half\nwhole\n")
    try w.write("in.txt", "x.csv")
    try w.runs()
    #expect(try w.read("b.txt") == "x.csv")
  }
}
