internal import Numerics
public import Quantity
internal import Tables
internal import Text

/// How well an emission line finds again what is known to be in a solution.
///
/// It is reported and corrects nothing: the instrument's own calibration made the concentrations.
public struct Recovery {
  /// The solution, by its label.
  public let solution: String
  /// What was found over what is there, in %.
  public let recovery: Quantity
}

extension ICPExport {
  /// What a straight line through the standards gives for the standard it fits worst.
  ///
  /// Intensity = a + b·concentration with weights 1/concentration²: every standard counts by its
  /// relative error.
  /// - Parameters:
  ///   - line: The emission line.
  ///   - derivation: The derivation that records it.
  /// - Returns: The standard whose recovery is farthest from 100 %.
  /// - Throws: A diagnostic when there are fewer than three standards or one is no good reading.
  public func worstStandard(at line: String, in derivation: Derivation) throws -> Recovery {
    let standards = try standards(at: line, in: derivation)
    let (intercept, slope) = try calibration(at: line, standards)
    let recoveries = try standards.map { standard in
      let found = try (standard.intensity - intercept) / slope
      return Recovery(
        solution: standard.reading.label,
        recovery: try (found / standard.concentration).converted(to: Unit("%")))
    }
    return recoveries.dropFirst().reduce(recoveries[0]) { worst, next in
      abs(next.recovery.value - 100) > abs(worst.recovery.value - 100) ? next : worst
    }
  }

  /// The mean of the readings of the QC solution over the concentration it was made with.
  ///
  /// - Parameters:
  ///   - line: The emission line.
  ///   - nominal: The concentration it was made with.
  /// - Returns: The QC solution with its recovery.
  /// - Throws: A diagnostic when there is no QC solution or more than one, or one of its readings
  ///   is not good.
  public func check(at line: String, against nominal: Quantity) throws -> Recovery {
    let readings = try readings(of: .check, at: line)
    let label = readings[0].label
    if let other = readings.first(where: { $0.label != label }) {
      throw other.labelCell.diagnostic(.twoChecks(label, other.label))
    }
    let values = try readings.map { try $0.concentration(in: nominal.derivation) }
    let mean = try Quantity.sum(values) / Double(values.count)
    return Recovery(solution: label, recovery: try (mean / nominal).converted(to: Unit("%")))
  }

  /// What a concentration at an emission line truly is over what the instrument says: 1, with the
  /// relative standard uncertainty of the slope of a straight line through the standards.
  ///
  /// One variable, common to all solutions of the run. The intercept of the line drops out where a
  /// blank is taken away.
  /// - Parameters:
  ///   - line: The emission line.
  ///   - derivation: The derivation that records it.
  /// - Returns: A pure number, to be multiplied with concentrations.
  /// - Throws: A diagnostic when there are fewer than three standards or one is no good reading.
  public func scale(at line: String, in derivation: Derivation) throws -> Quantity {
    let standards = try standards(at: line, in: derivation)
    let fit = try fit(standards)
    let relative = fit.slopeUncertainty / fit.slope
    return try derivation.procedure(
      Procedure(
        "scale at \(line)", output: "scale",
        method: """
          1, with the relative uncertainty of the slope of a straight line with intercept through \
          the standards, least squares, weights 1/concentration²
          """,
        inputs: inputs(of: standards)),
      outputs: [Named("scale", .init(1, .one))], covariance: [[relative * relative]],
      dof: Double(fit.dof))[0].named("s(\(line))")
  }

  private func standards(at line: String, in derivation: Derivation) throws -> [Standard] {
    try readings(of: .standard, at: line, atLeast: 3).map { reading in
      let concentration = try reading.concentration(in: derivation)
      guard concentration.value > 0 else {
        throw reading.result.diagnostic(.notAboveZero(reading.result.text))
      }
      return Standard(
        reading: reading, concentration: concentration,
        intensity: try reading.intensity(in: derivation))
    }
  }

  private func fit(_ standards: [Standard]) throws(RegressionError) -> Regression {
    try Regression(
      .withIntercept, x: standards.map(\.concentration.value),
      y: standards.map(\.intensity.value),
      weights: standards.map { 1 / ($0.concentration.value * $0.concentration.value) })
  }

  private func inputs(of standards: [Standard]) -> [Named<Procedure.Input>] {
    [Named("standards", range(of: standards.map(\.reading)))]
      + standards.flatMap { standard in
        [
          Named("c(\(standard.reading.label))", Procedure.Input.step(standard.concentration.step)),
          Named("I(\(standard.reading.label))", Procedure.Input.step(standard.intensity.step)),
        ]
      }
  }

  /// The line through the standards: its intercept and slope.
  private func calibration(
    at line: String, _ standards: [Standard]
  ) throws -> (intercept: Quantity, slope: Quantity) {
    let fit = try fit(standards)
    let first = standards[0]
    let outputs = try first.concentration.derivation.procedure(
      Procedure(
        "calibration at \(line)", output: "slope",
        method: "straight line with intercept, least squares, weights 1/concentration²",
        inputs: inputs(of: standards)),
      outputs: [
        Named("intercept", .init(fit.intercept, first.intensity.unit)),
        Named("slope", .init(fit.slope, (first.intensity / first.concentration).unit)),
      ],
      covariance: fit.covariance, dof: Double(fit.dof))
    return (outputs[0], outputs[1])
  }
}

private struct Standard {
  let reading: Reading
  let concentration: Quantity
  let intensity: Quantity
}
