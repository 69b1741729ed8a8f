import Pipeline
import Testing

@testable import Build

/// Which stage goes first, by what each took when it last ran.
struct CriticalPathTests {
  /// `a` feeds `b`, which feeds `c` and `d`; `x` feeds `y`; `z` stands alone.
  private static let text = """
    assay: 1
    stages:
      a: { run: "x", outputs: [a.txt] }
      b: { run: "x", inputs: [a.txt], outputs: [b.txt] }
      c: { run: "x", inputs: [b.txt], outputs: [c.txt] }
      d: { run: "x", inputs: [b.txt], outputs: [d.txt] }
      x: { run: "x", outputs: [x.txt] }
      y: { run: "x", inputs: [x.txt], outputs: [y.txt] }
      z: { run: "x", outputs: [z.txt] }
    """

  private func order(
    _ seconds: [String: Double], of targets: String..., in text: String = text
  ) throws -> String {
    let pipeline = try Pipeline(file: "pipeline.yaml") { _ in Array(text.utf8) }
    let selection = try pipeline.selection(targets)
    let order = CriticalPath.order(of: pipeline, selection) { seconds[$0.name] }
    return order.map { pipeline[$0].name }.joined(separator: " ")
  }

  @Test(arguments: [
    // Nothing known, or nothing that counts: the order of the graph.
    ([:], "a b c d x y z"),
    (["z": 0.049, "y": 0.04, "d": 0.03], "a b c d x y z"),
    // The longest way first, not the longest stage.
    (["z": 0.5], "z a b c d x y"),
    (["z": 0.5, "y": 0.4, "x": 0.2], "x z y a b c d"),
    (["a": 0.1, "b": 0.1, "c": 0.1, "d": 0.3, "z": 0.4], "a b z d c x y"),
    // The longest of the ways behind a stage, not their sum.
    (["c": 0.3, "d": 0.3, "y": 0.4], "x y a b c d z"),
    // Less than a tenth of a second is no difference.
    (["z": 0.52, "c": 0.48], "a b c z d x y"),
    (["z": 0.56, "c": 0.54], "z a b c d x y"),
    // Whatever a damaged log says.
    (["z": -5, "x": 1e300, "y": 1e300], "x y a b c d z"),
  ])
  func `an order`(seconds: [String: Double], order: String) throws {
    #expect(try self.order(seconds) == order)
  }

  @Test func `what is not asked for lengthens no way`() throws {
    let seconds = ["d": 9.0, "z": 9, "c": 0.2, "y": 0.3]
    #expect(try order(seconds, of: "c", "y") == "x y a b c d z")
  }

  @Test func `a stage comes behind those it needs, whatever each took`() throws {
    let count = 200
    var text = "assay: 1\nstages:\n"
    var seconds: [String: Double] = [:]
    var needs: [Int: Set<Int>] = [:]
    for stage in 0..<count {
      let upstream = Set([stage * 7 % 31, stage / 2, stage - 1].filter { 0..<stage ~= $0 })
      let inputs = upstream.sorted().map { "s\($0).txt" }.joined(separator: ", ")
      text += "  s\(stage): { run: x, inputs: [\(inputs)], outputs: [s\(stage).txt] }\n"
      seconds["s\(stage)"] = Double(stage * 37 % 11) / 10
      needs[stage] = upstream
    }
    var seen: Set<Int> = []
    for name in try order(seconds, in: text).split(separator: " ") {
      let stage = try #require(Int(name.dropFirst()))
      #expect(seen.isSuperset(of: needs[stage] ?? []))
      seen.insert(stage)
    }
    #expect(seen.count == count)
  }
}
