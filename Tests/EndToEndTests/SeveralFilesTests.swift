import Testing

/// A pipeline of several files through the real binary: what they change, and what they do not.
struct SeveralFilesTests {
  private static let one =
    "1 stage: 1 run here, 0 from this machine, 0 believed from the record"
  private static let none =
    "1 stage: 0 run here, 1 from this machine, 0 believed from the record"

  /// A stage that reads the file of parameters itself.
  private func reader() throws -> Workspace {
    try Workspace(
      """
      assay: 1
      parameters_from: [params.yaml]
      stages:
        a:
          run: cat {inputs.parameters} > out.txt; echo a >> ../ran
          inputs: { parameters: params.yaml }
          outputs: [out.txt]
          parameters: [fit.window]
      """, files: ["params.yaml": "fit: { window: 3, order: 2 }\nother: 1\n"])
  }

  @Test func `only the parameters that a stage names count, also when it reads their file`()
    throws
  {
    let w = try reader()
    #expect(try w.runs())
    try w.ran("a")
    try w.write("params.yaml", "other: 2\n\nfit: { order: 1, window: 3 }\n")
    try w.assay("run", stdout: Self.none)
    try w.ran()
    try w.write("params.yaml", "fit: { window: 4 }\n")
    try w.assay(
      "status",
      stdout: """
        changed   a  parameter fit.window integer 3 → integer 4
        1 stage: 1 changed
        """, code: 3)
    #expect(try w.runs())
    try w.ran("a")
  }

  @Test func `a file of parameters that changes while its stage runs fails the stage`() throws {
    let w = try Workspace(
      """
      assay: 1
      parameters_from: params.yaml
      stages:
        a:
          run: cp {inputs.p} out.txt; sed -i s/1/2/ params.yaml
          inputs: { p: params.yaml }
          outputs: [out.txt]
          parameters: [p]
      """, files: ["params.yaml": "p: 1\n"])
    try w.assay(
      "run",
      stdout: "1 stage: 0 run here, 0 from this machine, 0 believed from the record, 1 failed",
      stderr: """
        run       a: never run here
        error: stage `a` failed: pipeline.yaml:6:18: `params.yaml` changed after the pipeline was read
          6 |     inputs: { p: params.yaml }
            |                  ^^^^^^^^^^^
          hint: run assay again
          command  /bin/sh -c 'cp params.yaml out.txt; sed -i s/1/2/ params.yaml'
          partial  .assay/aside/<moment>-a/out.txt
        """, code: 1)
  }

  @Test func `stages of an included file run with those of the main file`() throws {
    let w = try Workspace(
      """
      assay: 1
      include: [more/b.yaml]
      stages:
        a: { run: echo 1 > a.txt, outputs: [a.txt] }
      """,
      files: [
        "more/b.yaml":
          "stages: { b: { run: cat a.txt > b.txt, inputs: [a.txt], outputs: [b.txt] } }"
      ]
    )
    try w.assay(
      "run", stdout: "2 stages: 2 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: never run here
        changed   a new outputs, <time>
        run       b: never run here
        changed   b new outputs, <time>
        """)
    try w.write("more/b.yaml", "stages: { c: { run: cat aa.txt, inputs: [aa.txt] } }")
    try w.assay(
      "status",
      stderr: """
        more/b.yaml:1:42: the input `aa.txt` of stage `c` is missing, and no stage makes it
          1 | stages: { c: { run: cat aa.txt, inputs: [aa.txt] } }
            |                                          ^^^^^^
          hint: did you mean `a.txt`?
        """, code: 2)
  }

  @Test func `an excluded file is in no glob, and its reason stands in the explanation`() throws {
    let pipeline = """
      assay: 1
      stages:
        a: { run: "cat {inputs.raw} > out.txt; echo a >> ../ran", inputs: { raw: raw/*.csv }, outputs: [out.txt] }
      """
    let w = try Workspace(pipeline, files: ["raw/a.csv": "1\n", "raw/b.csv": "2\n"])
    #expect(try w.runs())
    try w.ran("a")
    #expect(try w.read("out.txt") == "1\n2\n")
    try w.write(
      "pipeline.yaml",
      """
      exclude:
        - { what: raw/b.csv, reason: cell was shorted, by: A. Lovelace, date: 2026-05-01 }
        - { what: "raw/a.csv#B7", reason: lamp off, by: A. Lovelace, date: 2026 }

      """ + pipeline)
    try w.assay(
      "run", stdout: Self.one,
      stderr: """
        run       a: input raw/b.csv file <digest> → absent (and 1 more)
        changed   a new outputs, <time>
        """)
    #expect(try w.read("out.txt") == "1\n")
    let told = try w.call([Workspace.assay, "explain", "a"]).stdout
    #expect(
      told.contains(
        """
          excluded  raw/b.csv: cell was shorted (A. Lovelace, 2026-05-01)
          excluded  raw/a.csv#B7: lamp off (A. Lovelace, 2026)

        """))
    try w.remove("raw/b.csv")
    try w.assay(
      "status",
      stderr: """
        pipeline.yaml:2:13: `raw/b.csv` is excluded, but there is no such file
          2 |   - { what: raw/b.csv, reason: cell was shorted, by: A. Lovelace, date: 2026-05-01 }
            |             ^^^^^^^^^
        """, code: 2)
  }
}
