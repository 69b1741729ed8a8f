public import Quantity
internal import Tables

/// What the blanks say, and what is left of a sample without them.
extension ICPExport {
  /// The mean of the blank readings at an emission line.
  ///
  /// Its uncertainty is their standard deviation over √n: one variable, common to all that it is
  /// taken from.
  /// - Throws: A diagnostic when there are fewer than two, or one is no good result.
  public func blank(at line: String, in derivation: Derivation) throws -> Quantity {
    let readings = try readings(of: .blank, at: line, atLeast: 2)
    let values = try readings.map { try $0.concentration(in: derivation) }
    let mean = try Quantity.sum(values) / Double(values.count)
    let count = Double(values.count)
    let squares = values.reduce(0) { $0 + ($1.value - mean.value) * ($1.value - mean.value) }
    let scatter = try derivation.procedure(
      Procedure(
        "scatter of the blank at \(line)", output: "error of the mean",
        method: """
          the error of a mean of \(values.count) readings: 0, with their standard deviation over \
          √\(values.count)
          """,
        inputs: inputs(values, of: readings)),
      outputs: [Named("error of the mean", .init(0, mean.unit))],
      covariance: [[squares / (count - 1) / count]], dof: count - 1)
    return try (mean + scatter[0].named("δ(blank, \(line))")).named("c(blank, \(line))")
  }

  /// The mean of the readings of one sample at one emission line, less the blank.
  ///
  /// No scatter of the readings is added: how far solutions of one sample differ holds it.
  /// - Parameters:
  ///   - readings: The readings; one or more.
  ///   - blank: The blank of the line.
  ///   - derivation: The derivation that records it.
  /// - Returns: The concentration, above 0.
  /// - Throws: A diagnostic when a reading is no good result, or nothing is left above the blank.
  public func net(
    of readings: [Reading], less blank: Quantity, in derivation: Derivation
  ) throws -> Quantity {
    let values = try readings.map { try $0.concentration(in: derivation) }
    let net = try (Quantity.sum(values) / Double(values.count)) - blank
    if net.value <= 0, let first = readings.first {
      throw first.result.diagnostic(
        .notAboveBlank(Self.text(of: net), blank: Self.text(of: blank)))
    }
    return net
  }

  /// Values and the cells they come from as the inputs of a procedure.
  func inputs(_ values: [Quantity], of readings: [Reading]) -> [Named<Procedure.Input>] {
    [Named("readings", range(of: readings))]
      + values.enumerated().map { Named("reading \($0 + 1)", .step($1.step)) }
  }

  /// The column of results from the first to the last of some readings.
  public func range(of readings: [Reading]) -> Procedure.Input {
    let cells = readings.map(\.result.cell)
    let ends = [cells.first, cells.last].compactMap { $0?.address }
    return .range(path: file, cells: ends.joined(separator: ":"))
  }

  private static func text(of quantity: Quantity) -> String {
    Printed(quantity.value, uncertainty: nil, unit: quantity.unit).description
  }
}
