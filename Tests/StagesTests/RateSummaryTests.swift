// Figure S7: what the cells of a sample have in common.
import Analysis
import Quantity
import Testing

@testable import rate_summary

private func cell(_ name: String, of sample: String, _ capacity: Double) throws -> CellResult {
  let derivation = Derivation()
  let value = try derivation.constant(
    "q/\(name)", capacity, Unit("mAh/g"), uncertainty: .standard(2), reference: nil)
  var publication = Publication()
  for name in ["capacity_5C", "rate_5C"] {
    try publication.publish(name, value, definition: "what it is", budget: .complete)
  }
  let cycles =
    "sample,cell,cycle,rate (C),capacity (mAh/g)\n\(sample),\(name),1,5,\(capacity)\n"
  return try CellResult(
    cycles: Array(cycles.utf8), numbers: Array(publication.file.text.utf8), in: "results/\(name)",
    of: "rate-capability")
}

@Test func `two cells give their mean and range, and no uncertainty`() throws {
  let cells = try [
    cell("b1", of: "10W-N", 200), cell("b2", of: "10W-N", 203), cell("c1", of: "Bare", 190),
  ]
  let file = try Summary(of: cells).publication().file
  let numbers = file.numbers.map { "\($0.name): \($0.printed)" }
  #expect(
    numbers == [
      "capacity_5C_10W_N: 201.5 mAh/g", "capacity_5C_10W_N_lowest: 200.0 mAh/g",
      "capacity_5C_10W_N_highest: 203.0 mAh/g", "capacity_5C_Bare: 190.0 mAh/g",
    ])
  let number = try #require(file["capacity_5C_10W_N"])
  #expect(number.definition == "mean of the cells b1, b2; in each: what it is")
  #expect(number.missing == "the spread of cells, which are fewer than three")
  // The cells' own errors still go along, by their variables.
  #expect(number.contributions.map(\.variable) == ["constant:q/b1", "constant:q/b2"])
  #expect(
    file.steps[0].source == .number(id: "rate-capability@b1.capacity_5C", missing: nil))
}

@Test func `three cells give the spread of the mean`() throws {
  let cells = try [200, 203, 206].enumerated().map {
    try cell("b\($0)", of: "Bare", $1)
  }
  let number = try #require(try Summary(of: cells).publication().file["capacity_5C_Bare"])
  #expect(number.value == 203)
  #expect(number.uncertainty?.dof == 2)
  #expect(abs(try #require(number.uncertainty).standard - 3.0.squareRoot()) < 1e-12)
  #expect(number.printed == "203.0(17) mAh/g")
}

@Test func `the cycles of all cells stand in one table`() throws {
  let cells = try [cell("b1", of: "Bare", 1), cell("b2", of: "Bare", 2)]
  let file = try Summary(of: cells).cyclesFile
  #expect(file.name == "cycles.csv")
  #expect(
    String(decoding: file.bytes, as: UTF8.self) == """
      sample,cell,cycle,rate (C),capacity (mAh/g)
      Bare,b1,1,5,1.0
      Bare,b2,1,5,2.0

      """)
}

/// U of three cells is t(2) = 4.3027 times s/√3, here of 200, 203 and 206.
@Test func `each cycle of a sample stands over its cells`() throws {
  let three = try [200.0, 203, 206].enumerated().map { try cell("b\($0)", of: "Bare", $1) }
  let two = try [cell("c1", of: "10W-N", 210), cell("c2", of: "10W-N", 211)]
  let file = try Summary(of: three + two).samplesFile()
  let rows = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
  #expect(
    rows[0] == """
      sample,cycle,rate (C),cells,mean capacity (mAh/g),lowest (mAh/g),highest (mAh/g),\
      "U of the mean, 95 % (mAh/g)"
      """)
  #expect(rows[1].hasPrefix("Bare,1,5,3,203.0,200.0,206.0,"))
  let expanded = try #require(rows[1].split(separator: ",").last.flatMap { Double($0) })
  #expect(abs(expanded - 4.302_652_73 * 3.0.squareRoot()) < 1e-6)
  #expect(rows[2] == "10W-N,1,5,2,210.5,210.0,211.0,")
}

@Test func `a cell without a number that another has is told`() throws {
  let whole = try cell("b1", of: "Bare", 1)
  let empty = try CellResult(
    cycles: Array("sample,cell,cycle,rate (C),capacity (mAh/g)\nBare,b2,1,5,2\n".utf8),
    numbers: Array("{\"numbers\":{}}".utf8),
    in: "results/b2", of: "rate-capability")
  #expect { try Summary(of: [whole, empty]).publication() } throws: {
    "\($0)" == "there is no number capacity_5C in results/b2/numbers.json"
  }
}

@Test func `results without cycles are told`() {
  let told = """
    results/b2/cycles.csv:1:1: no cycle follows the headings
      1 | sample,cell
        | ^^^^^^
    """
  #expect {
    try CellResult(cycles: Array("sample,cell\n".utf8), numbers: [], in: "results/b2", of: "x")
  } throws: {
    "\($0)" == told
  }
}
