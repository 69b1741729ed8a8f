import Testing
import Text

@testable import Pipeline

/// Reads stages given as `name: inputs -> outputs`.
private func pipeline(_ stages: String...) throws -> Pipeline {
  var text = "assay: 1\nstages:\n"
  for stage in stages {
    let parts = stage.split(separator: ":", maxSplits: 1).map(String.init)
    let ends = parts[1].split(separator: "->", omittingEmptySubsequences: false)
    text += "  \(parts[0]): {run: x, inputs: [\(ends[0])], outputs: [\(ends[1])]}\n"
  }
  return try read(text)
}

/// The stages a stage waits for, by name.
private func upstream(_ name: String, in pipeline: Pipeline) -> [String] {
  pipeline.stage(named: name)?.upstream.map { pipeline[$0].name } ?? ["no such stage"]
}

@Test(
  arguments: [
    ("d/x", "d/x"), ("d/x", "d/x/"), ("d/x", "d/x/y/z"), ("d/x", "d"), ("d/x/", "d/x/y"),
    ("d/x", "'d/*'"), ("d/x", "'**'"), ("d/x/", "'d/*/y'"), ("d/x", "'d/x/*.csv'"),
    ("d/x", "'d/x/y/*.csv'"), ("d/x", "'d/?'"), ("d/x1/", "'d/x*/y'"), ("d/x/y", "'d/x*/?'"),
  ] as [(String, String)])
func `an input that is, holds or may take in an output waits for its maker`(
  output: String, input: String
) throws {
  #expect(upstream("b", in: try pipeline("b: \(input) -> .b", "a: -> \(output)")) == ["a"])
}

@Test(arguments: [
  ("d/x", "d/xy"), ("d/xy", "d/x"), ("d/x", "'*'"), ("d/x", "'d/x?'"), ("d/x", "'d/*/y'"),
  ("d/x/", "'d/*.csv'"), ("d/.x/", "'d/**'"), ("d", "'e/**'"), ("d/y1/", "'d/x*/y'"),
])
func `other inputs do not wait`(output: String, input: String) throws {
  #expect(upstream("b", in: try pipeline("b: \(input) -> .b", "a: -> \(output)")).isEmpty)
}

@Test func `what is read inside an output tells that it is a folder`() throws {
  let both = try pipeline("a: -> d/x", "b: 'd/x/*.csv' -> o", "c: '*/*/y' -> p")
  #expect(both.stages[0].outputs[0].isFolder)
  #expect(upstream("c", in: both) == ["a"])
  #expect(try !pipeline("a: -> d/x", "b: d/x -> o").stages[0].outputs[0].isFolder)
}

@Test func `the order puts makers first and else keeps the order of the file`() throws {
  let ordered = try pipeline(
    "d: c1, b1 -> d1", "z: -> z1", "c: a1 -> c1", "b: a1 -> b1", "a: -> a1")
  #expect(ordered.order.map { ordered[$0].name } == ["a", "c", "b", "d", "z"])
  #expect(upstream("d", in: ordered) == ["c", "b"])
  let plain = try pipeline("x: -> x1", "y: x1 -> y1", "w: -> w1")
  #expect(plain.order.map { plain[$0].name } == ["x", "y", "w"])
}

@Test func `several ways to one maker are one edge`() throws {
  #expect(upstream("b", in: try pipeline("a: -> x, y", "b: x, y, '*' -> d/o")) == ["a"])
}

@Test func `a long ring is shown by its ends`() {
  let stages = (0..<30).map {
    "  s\($0): {run: x, inputs: [f\(($0 + 29) % 30)], outputs: [f\($0)]}"
  }
  #expect(
    told("assay: 1\nstages:\n" + stages.joined(separator: "\n")) == """
      pipeline.yaml:3:25: the stages form a ring: s0 -> s1 -> s2 -> s3 -> s4 -> s5 -> (19 more) \
      -> s25 -> s26 -> s27 -> s28 -> s29 -> s0
        3 |   s0: {run: x, inputs: [f29], outputs: [f0]}
          |                         ^^^
        hint: each reads what the one before it makes: take out one of these inputs
      """)
}

@Test func `ten thousand stages in one chain are linked and ordered`() throws {
  let count = 10_000
  let stages = (0..<count).reversed().map {
    "  s\($0):\n    run: [x, '{inputs.a}']\n    inputs: {a: d\($0)/o, b: 'raw/s\($0)/*.csv'}\n"
      + "    outputs: [d\($0 + 1)/o, e\($0)/]\n"
  }
  let chain = try read("assay: 1\nstages:\n" + stages.joined())
  #expect(chain.order.first.map { chain[$0].name } == "s0")
  #expect(chain.order.count == count)
  #expect(chain.stages.count { $0.upstream.count == 1 } == count - 1)
}
