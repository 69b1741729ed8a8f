import Analysis
import Numerics
import Quantity
import Text

/// The numbers of the samples, from those of their cells.
struct Summary {
  private let cells: [CellResult]
  private let derivation = Derivation()

  init(of cells: [CellResult]) throws {
    guard !cells.isEmpty else { throw Diagnostic("no folder of results is given") }
    self.cells = cells
  }

  /// The samples in the order in which their first cells are given.
  private var samples: [String] {
    var samples: [String] = []
    for cell in cells where !samples.contains(cell.sample) { samples.append(cell.sample) }
    return samples
  }

  /// The cycles of all cells, for the figure.
  var cyclesFile: ResultFile {
    let text = cells[0].heading + cells.map(\.lines).joined()
    return ResultFile("cycles.csv", bytes: Array(text.utf8))
  }

  /// Each cycle of a sample over its cells: mean, range, and from three cells on the expanded
  /// uncertainty of the mean.
  func samplesFile() throws -> ResultFile {
    var rows: [[String]] = []
    for sample in samples {
      let cells = cells.filter { $0.sample == sample }
      for cycle in cells[0].cycles {
        let values = cells.flatMap { cell in
          cell.cycles.filter { ($0.number, $0.rate) == (cycle.number, cycle.rate) }.map(\.capacity)
        }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let expanded =
          Student.factor(level: 0.95, dof: count - 1)
          * (squares / (count - 1) / count).squareRoot()
        rows.append([
          sample, cycle.number, cycle.rate, "\(values.count)", "\(mean)",
          "\(values.min() ?? mean)", "\(values.max() ?? mean)",
          values.count < 3 ? "" : "\(expanded)",
        ])
      }
    }
    return .table(
      "samples.csv",
      headings: [
        "sample", "cycle", "rate (C)", "cells", "mean capacity (mAh/g)", "lowest (mAh/g)",
        "highest (mAh/g)", "U of the mean, 95 % (mAh/g)",
      ], rows: rows)
  }

  /// Mean, lowest and highest of the cells of each sample.
  func publication() throws -> Publication {
    var publication = Publication()
    for sample in samples {
      let cells = cells.filter { $0.sample == sample }
      let isSummed = { (name: String) in
        ["capacity_", "retention_", "efficiency_", "recovery", "first_cycle_efficiency"]
          .contains { name.hasPrefix($0) }
      }
      for number in cells[0].numbers.numbers where isSummed(number.name) {
        try publish(number, of: cells, in: &publication)
      }
    }
    return publication
  }

  private func publish(
    _ number: Number, of cells: [CellResult], in publication: inout Publication
  ) throws {
    let values = try cells.map {
      try derivation.number(number.name, from: $0.numbers, of: $0.stage).named($0.cell)
    }
    let name = "\(number.name)_\(Self.name(of: cells[0].sample))"
    let decimals = number.unit.symbol == "mAh/g" ? 1 : 2
    let definition = "; in each: \(number.definition ?? number.name)"
    let names = cells.map(\.cell).joined(separator: ", ")
    // Two values tell nothing of a spread: no uncertainty of the sample is claimed from them.
    let few = Budget.partial(missing: "the spread of cells, which are fewer than three")
    try publication.publish(
      name, mean(of: values, name: name), definition: "mean of the cells \(names)\(definition)",
      budget: values.count < 3 ? few : .complete, decimals: decimals)
    guard values.count > 1 else { return }
    let ordered = values.sorted { $0.value < $1.value }
    let one = Budget.partial(missing: "the spread of cells, of which this is one")
    try publication.publish(
      "\(name)_lowest", ordered[0], definition: "lowest of the cells \(names)\(definition)",
      budget: one, decimals: decimals)
    try publication.publish(
      "\(name)_highest", ordered[ordered.count - 1],
      definition: "highest of the cells \(names)\(definition)", budget: one, decimals: decimals)
  }

  /// The mean; from three cells on with the standard deviation of the mean, in which the errors of
  /// the single weighings are contained.
  private func mean(of values: [Quantity], name: String) throws -> Quantity {
    guard values.count >= 3 else {
      return try values.count == 1 ? values[0] : Quantity.sum(values) / Double(values.count)
    }
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + $1.value } / count
    let squares = values.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
    let procedure = Procedure(
      "mean of cells/\(name)", output: "mean",
      method: "arithmetic mean; u = s/√n, n − 1 degrees of freedom",
      inputs: values.enumerated().map { Named("cell \($0 + 1)", .step($1.step)) })
    return try derivation.procedure(
      procedure, outputs: [Named("mean", Operation.Operand(mean, values[0].unit))],
      covariance: [[squares / (count - 1) / count]], dof: count - 1)[0]
  }

  /// A sample's name as part of a number's: `10W-NCM90` is `10W_NCM90`.
  private static func name(of sample: String) -> String {
    String(sample.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
