import Numerics
import Quantity

/// The lines through the ratios of a series: the one that is bound, and its alternatives.
struct Calibration {
  let ratios: Ratios
  /// Through the origin, scatter proportional to the ratio: weights 1/x².
  let bound: Regression
  /// Through the origin, the same scatter everywhere.
  let unweighted: Regression
  /// With an intercept, the same scatter everywhere.
  let free: Regression
  /// Through the origin, weights from the readings of each sample.
  let weighedByReadings: Regression
  let lackOfFit: LackOfFit

  init(of ratios: Ratios) throws {
    let (x, y) = (ratios.cycles, ratios.values)
    let relative = x.map { 1 / ($0 * $0) }
    self.ratios = ratios
    bound = try Regression(.throughOrigin, x: x, y: y, weights: relative)
    unweighted = try Regression(.throughOrigin, x: x, y: y)
    free = try Regression(.withIntercept, x: x, y: y)
    weighedByReadings = try Regression(
      .throughOrigin, x: x, y: y, weights: ratios.repeatability.map { 1 / ($0 * $0) })
    let repeated = zip(x, ratios.passes).flatMap { x, passes in passes.map { (x, $0) } }
    lackOfFit = try LackOfFit(
      of: .throughOrigin, x: repeated.map(\.0), y: repeated.map(\.1),
      weights: repeated.map { 1 / ($0.0 * $0.0) })
  }

  /// How far from 0 the intercept is, in units of its uncertainty.
  var interceptT: Double { free.intercept / free.interceptUncertainty }

  /// How far it may be by chance in 95 of 100 series.
  var interceptLimit: Double { Student.factor(level: 0.95, dof: Double(free.dof)) }

  var isInterceptSignificant: Bool { abs(interceptT) > interceptLimit }
}

extension Calibration {
  /// The bound slope.
  ///
  /// With weights 1/x² it is the mean of ratio over cycles, which anyone can calculate again; the
  /// fit adds what the samples scatter about the line.
  func boundSlope() throws -> Quantity {
    let quotients = try zip(zip(ratios.ratios, ratios.series.cycles), ratios.series.labels).map {
      try ($0.0 / $0.1).named("r/N(\($1))")
    }
    let mean = try (Quantity.sum(quotients) / Double(quotients.count)).named("mean r/N")
    let error = try fit(
      "scatter about the line through the origin",
      method: """
        the error of the slope: 0, with the uncertainty of a straight line through the origin, \
        least squares, weights 1/cycles²
        """,
      [Named("error of the slope", .init(0, mean.unit))], covariance: bound.covariance,
      dof: bound.dof)
    return try mean + error[0].named("δ(slope)")
  }

  /// The slope when the same scatter is taken everywhere.
  func unweightedSlope() throws -> Quantity {
    try fit(
      "line through the origin, unweighted",
      method: "straight line through the origin, least squares, all weights 1",
      [Named("slope", .init(unweighted.slope, slopeUnit()))], covariance: unweighted.covariance,
      dof: unweighted.dof)[0]
  }

  /// Intercept and slope of the line that need not pass through the origin.
  func freeLine() throws -> (intercept: Quantity, slope: Quantity) {
    let outputs = try fit(
      "line with intercept, unweighted",
      method: "straight line with intercept, least squares, all weights 1",
      [
        Named("intercept", .init(free.intercept, Unit("‰"))),
        Named("slope", .init(free.slope, slopeUnit())),
      ], covariance: free.covariance, dof: free.dof)
    return (outputs[0], outputs[1])
  }

  /// A statistic of the fits: a value without an uncertainty of its own.
  func statistic(_ name: String, _ value: Double, _ unit: Unit, method: String) throws -> Quantity {
    try fit(name, method: method, [Named(name, .init(value, unit))], covariance: [], dof: nil)[0]
  }

  private func fit(
    _ name: String, method: String, _ outputs: [Named<Operation.Operand>],
    covariance: [[Double]], dof: Int?
  ) throws -> [Quantity] {
    let series = ratios.series
    let points = zip(series.labels, zip(series.cycles, ratios.ratios)).flatMap { label, point in
      [
        Named("N(\(label))", Procedure.Input.step(point.0.step)),
        Named("r(\(label))", Procedure.Input.step(point.1.step)),
      ]
    }
    return try series.derivation.procedure(
      Procedure(
        name, output: outputs[0].name, method: method,
        inputs: [Named("readings", ratios.range)] + points),
      outputs: outputs, covariance: covariance, dof: dof.map(Double.init))
  }

  private func slopeUnit() throws -> Unit {
    try (ratios.ratios[0] / ratios.series.cycles[0]).unit
  }
}
