// A heating series: which pattern was measured when, and what does not fit together.
import Numerics
import PatternText
import Quantity
import Tables
import Testing
import Text

@testable import HeatingSeries

private let heading = "file,sample,temperature_C,time_min\n"
private let rows = ["a.xy,S,25,0\n", "b.xy,S,50,12.5\n", "c.xy,S,75,25\n"]

private func pattern(_ name: String, from: Int = 10) -> HeatingSeries.File {
  let text = (0..<40).map { "\(from + $0).0 \(100 + $0)\n" }.joined()
  return ("raw/\(name).xy", Array("# a comment\n\(text)".utf8))
}

private func series(
  _ index: String = "# a comment\n" + heading + rows.joined(), names: [String] = ["a", "b", "c"]
) throws -> HeatingSeries {
  try HeatingSeries(
    index: ("raw/index.csv", Array(index.utf8)), patterns: names.map { pattern($0) }, sample: "S",
    ramp: 2)
}

private func fault(_ index: String, _ names: [String] = ["a", "b", "c"]) -> String {
  do {
    return "no fault: \(try series(index, names: names).patterns.count)"
  } catch {
    return "\(error)"
  }
}

@Test func `patterns stand in the order of the table, whatever the order of the files`() throws {
  let series = try series(names: ["c", "a", "b"])
  #expect(series.patterns.map(\.scan.file) == ["raw/a.xy", "raw/b.xy", "raw/c.xy"])
  #expect(series.patterns.map(\.degrees) == [25, 50, 75])
  #expect(series.patterns.map(\.minutes) == [0, 12.5, 25])
  #expect(series.patterns[1].temperature.cell.name == "raw/index.csv#C4")
}

@Test func `a window knows the cells of its counts`() throws {
  let derivation = Derivation()
  let ends = try ["15 °", "40 °"].map { try derivation.parameter("end", text: $0) }
  let window = try series().patterns[0].scan.window(ends[0], ends[1], of: "x")
  #expect(window.points.places.first == 15 && window.points.places.last == 40)
  #expect(window.points.values.first == 105)
  #expect(window.points.variances.first == 105)
  #expect(window.input == .range(path: "raw/a.xy", cells: "B7:B32"))
}

@Test func `a window that a pattern does not cover is told in the pattern`() throws {
  let derivation = Derivation()
  let ends = try ["15 °", "60 °"].map { try derivation.parameter("end", text: $0) }
  let told = #expect(throws: Diagnostic.self) {
    try series().patterns[2].scan.window(ends[0], ends[1], of: "003")
  }
  #expect(
    told?.description == """
      raw/c.xy:41:1: the window of 003, 15.0° to 60.0°, is not within the pattern, 10.0° to 49.0°
        41 | 49.0 139
           | ^^^^
      """)
}

@Test(arguments: [
  (
    "file,sample,temperature_C\na.xy,S,25\n",
    "raw/index.csv:1:1: there is no column \"time_min\""
  ),
  (heading + rows[0], "raw/index.csv:1:1: a series wants 2 patterns or more, not 1"),
  (
    heading + rows[0] + rows[2] + rows[1],
    "raw/index.csv:4:8: the temperature is out of order: 75 °C stands before it"
  ),
  (
    heading + rows[0] + rows[1] + "c.xy,S,50,25\n",
    "raw/index.csv:4:8: the temperature is out of order: 50 °C stands before it"
  ),
  (
    heading + rows[0] + rows[1] + "c.xy,S,75,26\n",
    "raw/index.csv:4:11: at 2.0 °C/min from the first pattern on, 75 °C is reached after 25.0 min"
  ),
  (
    heading + rows[0] + rows[1] + "c.xy,T,75,25\n",
    "raw/index.csv:4:6: the pattern is of the sample \"T\", not of \"S\""
  ),
  (
    heading + rows[0] + rows[1] + "d.xy,S,75,25\n",
    "raw/index.csv:4:1: no pattern of this name is among the files that are given"
  ),
  (
    heading + rows[0] + rows[1] + "a.xy,S,75,25\n",
    "raw/index.csv:4:1: the file stands in the index twice"
  ),
  (heading + rows[0] + rows[1] + "c.xy,S,hot,25\n", "raw/index.csv:4:8: \"hot\" is not a number"),
])
func `an index that does not fit is told at its cell`(index: String, told: String) {
  let found = fault(index)
  #expect(found.split(separator: "\n").first ?? "" == told, "\(found)")
}

@Test func `a pattern that does not stand in the index is told`() {
  let found = fault(heading + rows.joined(), ["a", "b", "c", "other_025C"])
  #expect(
    found.hasPrefix(
      "raw/index.csv:1:1: the pattern raw/other_025C.xy does not stand in the index"), "\(found)")
  #expect(found.hasSuffix("hint: a pattern of another sample, or a line that was left out?"))
}

@Test func `a pattern that cannot be read is told in the pattern`() {
  let told = #expect(throws: Diagnostic.self) {
    try HeatingSeries(
      index: ("raw/index.csv", Array((heading + rows.joined()).utf8)),
      patterns: [pattern("a"), pattern("b"), ("raw/c.xy", Array("10 1\n11 NaN\n".utf8))],
      sample: "S", ramp: 2)
  }
  #expect(told?.place?.file == "raw/c.xy" && told?.place?.line == 2)
}
