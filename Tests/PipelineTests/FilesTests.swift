// A pipeline of several files: what it takes in, and what is told of a file in its own place.
import Testing
import Text

@testable import Pipeline

private let main = """
  assay: 1
  include: [analyses/xrd.yaml, analyses/icp.yaml]
  parameters_from: params.yaml
  parameters: { fit: { order: 3 } }
  stages:
    first: { run: "true", outputs: [a], parameters: [fit, mass] }
  """
private let files = [
  "analyses/xrd.yaml": """
  include: analyses/more.yaml
  stages:
    xrd: { run: "true", inputs: [a], outputs: [b], parameters: [window] }
  parameters: { window: 5 }
  """,
  "analyses/more.yaml": "assay: 1\nstages: { more: { run: \"true\", inputs: [b] } }",
  "analyses/icp.yaml": """
  sources: [{ files: raw/**, origin: unknown }]
  exclude: [{ what: raw/bad.csv, reason: spilt, by: A. L., date: 2026 }]
  """,
  "params.yaml": "{\"fit\": {\"window\": 0.5}, \"mass\": 8}",
]

@Test func `stages, parameters and rules of all files join in the order they are named`() throws {
  let pipeline = try read(main, tables: files)
  #expect(pipeline.stages.map(\.name) == ["first", "xrd", "more"])
  #expect(pipeline.order.map { pipeline[$0].name } == ["first", "xrd", "more"])
  #expect(pipeline.parameters.map(\.name) == ["fit.order", "window", "fit.window", "mass"])
  #expect(pipeline.stages[0].parameters.map(\.name) == ["fit.order", "fit.window", "mass"])
  #expect(pipeline.sources.map(\.origin) == [.unknown])
  #expect(pipeline.exclusion(of: "raw/bad.csv")?.reason == "spilt")
  #expect(pipeline.exclusion(of: "raw/good.csv") == nil)
  #expect(
    pipeline.place(of: pipeline.stages[1].mark).description == "analyses/xrd.yaml:3:3")
}

@Test func `a file of parameters counts by its keys for a stage that takes some of them`() throws {
  let pipeline = try read(
    """
    assay: 1
    parameters_from: [params.yaml]
    stages:
      some: { run: "true", inputs: [params.yaml], parameters: [mass] }
      none: { run: "true", inputs: [params.yaml] }
    """, tables: files)
  let taken = pipeline.stages.map { pipeline.parameterFile(at: "params.yaml", takenBy: $0)?.path }
  #expect(taken == ["params.yaml", nil])
}

/// What is told of `include: x.yaml` when that file holds a text.
private func toldOfIncluded(_ text: String, _ more: [String: String] = [:]) -> String {
  told(
    "assay: 1\ninclude: x.yaml\nparameters: { p: 1 }\nstages: { s: { run: \"true\" } }",
    tables: more.merging(["x.yaml": text]) { $1 })
}

@Test(arguments: [
  (
    "stages: { s: { run: \"true\" } }",
    """
    x.yaml:1:11: stage `s` is given twice, first at pipeline.yaml:4:11
      1 | stages: { s: { run: "true" } }
        |           ^
    """
  ),
  (
    "parameters: { p: 2 }",
    """
    x.yaml:1:15: parameter `p` is given twice, first at pipeline.yaml:3:15
      1 | parameters: { p: 2 }
        |               ^
    """
  ),
  (
    "parameters: { p: { q: 2 } }",
    """
    x.yaml:1:15: parameter `p` is given twice, first at pipeline.yaml:3:15
      1 | parameters: { p: { q: 2 } }
        |               ^
    """
  ),
  (
    "include: x.yaml",
    """
    x.yaml:1:10: `x.yaml` is named twice, first at pipeline.yaml:2:10
      1 | include: x.yaml
        |          ^^^^^^
    """
  ),
  (
    "include: pipeline.yaml",
    """
    x.yaml:1:10: `pipeline.yaml` is the pipeline itself, it cannot be taken in again
      1 | include: pipeline.yaml
        |          ^^^^^^^^^^^^^
    """
  ),
  (
    "include: y.yaml",
    """
    x.yaml:1:10: there is no file `y.yaml`
      1 | include: y.yaml
        |          ^^^^^^
    """
  ),
  (
    "code: [x.py]",
    """
    x.yaml:1:1: `code` can stand in no included file
      1 | code: [x.py]
        | ^^^^
      hint: write it in the main file
    """
  ),
  (
    "assay: 2",
    """
    x.yaml:1:8: unknown version `2`
      1 | assay: 2
        |        ^
      hint: this assay reads `assay: 1`
    """
  ),
  (
    "stages:\n\ta: 1",
    """
    x.yaml:2:1: a tab may not indent
      2 | \\ta: 1
        | ^^
      hint: use spaces
    """
  ),
])
func `an included file is refused in its own place`(text: String, words: String) {
  #expect(toldOfIncluded(text) == words)
}

@Test(arguments: [
  (
    "exclude: [{ what: raw/a.csv, reason: spilt, by: A }]",
    """
    pipeline.yaml:2:11: an exclusion needs `date`
      2 | exclude: [{ what: raw/a.csv, reason: spilt, by: A }]
        |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    """
  ),
  (
    "exclude: [{ what: 'raw/a.csv#', reason: spilt, by: A, date: 2026 }]",
    """
    pipeline.yaml:2:19: nothing stands behind `#`
      2 | exclude: [{ what: 'raw/a.csv#', reason: spilt, by: A, date: 2026 }]
        |                   ^^^^^^^^^^^^
      hint: name the part: `raw/a.csv#B7`
    """
  ),
  (
    "exclude: [{ what: out/a, reason: spilt, by: A, date: 2026 }]",
    """
    pipeline.yaml:2:19: `out/a` is made by stage `s`
      2 | exclude: [{ what: out/a, reason: spilt, by: A, date: 2026 }]
        |                   ^^^^^
      hint: only data can be excluded: files that no stage makes
    """
  ),
  (
    "exclude: [{ what: raw/one.csv, reason: spilt, by: A, date: 2026 }]",
    """
    pipeline.yaml:3:34: `raw/one.csv` is excluded at pipeline.yaml:2:19: spilt
      3 | stages: { s: { run: x, inputs: [ raw/one.csv, more ], outputs: [out/] } }
        |                                  ^^^^^^^^^^^
    """
  ),
  (
    "exclude: [{ what: more/*.csv, reason: spilt, by: A, date: 2026 }]",
    """
    pipeline.yaml:3:47: `more` may hold `more/*.csv`, which is excluded at pipeline.yaml:2:19: spilt
      3 | stages: { s: { run: x, inputs: [ raw/one.csv, more ], outputs: [out/] } }
        |                                               ^^^^
      hint: name the files by a glob: it leaves out what is excluded
    """
  ),
])
func `an exclusion that cannot be kept is refused`(exclusion: String, words: String) {
  let stage = "stages: { s: { run: x, inputs: [ raw/one.csv, more ], outputs: [out/] } }"
  #expect(told("assay: 1\n\(exclusion)\n\(stage)") == words)
}

@Test func `part of a file may be excluded and the file still be read`() throws {
  let pipeline = try read(
    """
    assay: 1
    exclude: [{ what: 'raw/a.csv#cycle 12', reason: pump failed, by: A, date: 2026-05-01 }]
    stages: { s: { run: x, inputs: [raw/a.csv] } }
    """)
  #expect(pipeline.exclusions[0].part == "cycle 12")
  #expect(pipeline.exclusion(of: "raw/a.csv") == nil)
}

@Test func `no stage may write a file that the pipeline is read from`() {
  #expect(
    told(
      """
      assay: 1
      parameters_from: [made/params.yaml]
      stages: { s: { run: x, outputs: [made] } }
      """, tables: ["made/params.yaml": "p: 1"])
        == """
        pipeline.yaml:3:34: the pipeline itself is read from `made/params.yaml`, no stage may write it
          3 | stages: { s: { run: x, outputs: [made] } }
            |                                  ^^^^
        """)
}
