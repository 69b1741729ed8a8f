// Targets: what a word of the command line names.
import Testing
import Text

@testable import Pipeline

private let text = """
  assay: 1
  stages:
    compile: { run: x, outputs: [bin/] }
    icp: { run: x, inputs: [bin/icp], outputs: [icp/results.csv] }
    ratio: { run: x, inputs: [bin/xrd, raw], outputs: [xrd/] }
    trend: { run: x, inputs: [xrd/a.txt], outputs: [trend.csv] }
  """

@Test(arguments: [
  ([], "compile icp ratio trend", "compile icp ratio trend"),
  (["icp"], "icp", "compile icp"),
  (["ratio", "compile"], "compile ratio", "compile ratio"),
  (["*i*"], "compile icp ratio", "compile icp ratio"),
  (["xrd/a.txt"], "ratio", "compile ratio"),
  (["./trend.csv"], "trend", "compile ratio trend"),
  (["icp/results.csv", "icp"], "icp", "compile icp"),
])
func `words select stages, and what is upstream of them`(
  words: [String], targets: String, all: String
) throws {
  let pipeline = try read(text)
  let selection = try pipeline.selection(words)
  #expect(selection.targets.map { pipeline[$0].name }.joined(separator: " ") == targets)
  #expect(selection.stages.map { pipeline[$0].name }.joined(separator: " ") == all)
  #expect(pipeline.order.filter(selection.contains) == selection.stages)
}

@Test(arguments: [
  ("complie", "hint: did you mean `compile`?"),
  ("trend.cvs", "hint: did you mean `trend.csv`?"),
  ("paper", "hint: the stages are `compile`, `icp`, `ratio` and `trend`"),
  ("x*", "hint: the stages are `compile`, `icp`, `ratio` and `trend`"),
])
func `a word that names nothing is told with the nearest`(word: String, hint: String) throws {
  let pipeline = try read(text)
  #expect {
    try pipeline.selection([word])
  } throws: {
    "\($0)" == "there is no stage `\(word)`, and no stage makes a file of this path\n  \(hint)"
  }
}

@Test func `one stage is asked for by its name or by what it makes`() throws {
  let pipeline = try read(text)
  #expect(try pipeline.stage(asked: "xrd/a.txt").name == "ratio")
  #expect {
    try pipeline.stage(asked: "complie")
  } throws: {
    "\($0)" == "there is no stage `complie`\n  hint: did you mean `compile`?"
  }
}
