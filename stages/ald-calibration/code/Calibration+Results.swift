import Analysis
import Numerics
import Quantity

/// The calibration as numbers, with their definitions, and as a table.
extension Calibration {
  /// All numbers: the bound slope first, its alternatives and tests, the samples.
  func publication() throws -> Publication {
    var publication = Publication()
    try publishSlopes(in: &publication)
    try publishTests(in: &publication)
    try publishSamples(in: &publication)
    return publication
  }

  /// The points with the residuals of the three lines.
  ///
  /// How far one sample may lie from the line follows from the scatter of all: proportional to the
  /// ratio, with Student's t.
  var table: ResultFile {
    let factor = Student.factor(level: 0.95, dof: Double(bound.dof))
    let rows = ratios.cycles.indices.map { index in
      let (cycles, ratio) = (ratios.cycles[index], ratios.values[index])
      return [ratios.series.labels[index]]
        + [
          cycles, ratio, ratios.repeatability[index], bound.slope * cycles,
          bound.residuals[index], 100 * bound.residuals[index] / (bound.slope * cycles),
          unweighted.residuals[index], free.residuals[index], factor * bound.scatter * cycles,
        ].map { "\($0)" }
    }
    return .table(
      "residuals.csv",
      headings: [
        "sample", "ALD cycles", "ratio (‰)", "u of the readings (‰)", "line (‰)", "residual (‰)",
        "relative residual (%)", "residual of the unweighted line (‰)",
        "residual of the line with intercept (‰)", "U of one sample, 95 % (‰)",
      ], rows: rows)
  }

  /// The bound line with the band that holds it with 95 %, from 0 to beyond the last sample.
  func line() throws -> ResultFile {
    let slope = try boundSlope()
    let propagated = try slope.propagated()
    let expanded =
      Student.factor(level: 0.95, dof: propagated.dof) * (propagated.uncertainty ?? 0)
    let last = 1.05 * (ratios.cycles.max() ?? 0)
    let rows = (0...Self.linePoints).map { point in
      let cycles = last * Double(point) / Double(Self.linePoints)
      return [cycles, slope.value * cycles, expanded * cycles]
    }
    return .table(
      "line.csv",
      headings: ["ALD cycles", "line (‰)", "lower 95 % (‰)", "upper 95 % (‰)"],
      rows: rows.map { row in [row[0], row[1], row[1] - row[2], row[1] + row[2]].map { "\($0)" } })
  }

  private static let linePoints = 63

  private func publishSlopes(in publication: inout Publication) throws {
    try publication.publish(
      "slope", boundSlope(),
      definition: """
        rise per ALD cycle of \(Self.ratioWords): straight line through the origin, scatter \
        proportional to the ratio (weights 1/cycles²: the mean of ratio over cycles), \
        \(ratios.values.count) samples of one digest each; \(linesWords); uncertainty from the \
        scatter of the samples about the line, the blank, the lines through the standards, the \
        last digits and the atomic weights; \(interceptWords)
        """, budget: .complete, decimals: 2)
    try publication.publish(
      "slope_unweighted", unweightedSlope(),
      definition: """
        rise per ALD cycle of \(Self.ratioWords): straight line through the origin, the same \
        scatter for all samples (weights 1); uncertainty from the scatter of the samples
        """, budget: Self.unweighted, decimals: 4)
    let (intercept, slope) = try freeLine()
    let correlation =
      free.covariance[0][1] / (free.covariance[0][0] * free.covariance[1][1]).squareRoot()
    let free = """
      straight line with intercept, the same scatter for all samples (weights 1); uncertainty from \
      the scatter of the samples; correlation of intercept and slope \(text(correlation))
      """
    try publication.publish(
      "slope_with_intercept", slope,
      definition: "rise per ALD cycle of \(Self.ratioWords): \(free)", budget: Self.unweighted,
      decimals: 4)
    try publication.publish(
      "intercept", intercept,
      definition: "\(Self.ratioWords) at 0 cycles: \(free); \(interceptWords)",
      budget: Self.unweighted, decimals: 2)
  }

  /// Where the scatter grows with the ratio, 95 % intervals of these lines hold the true slope in
  /// about 72 of 100 series.
  private static let unweighted = Budget.partial(
    missing: "scatter that grows with the ratio: weights of 1 take it for the same everywhere")

  private func publishTests(in publication: inout Publication) throws {
    let percent = try Unit("%")
    let test = """
      t test of the intercept: its value over its uncertainty; beyond ± \(text(interceptLimit)) \
      (95 %, \(free.dof) degrees of freedom) it is significant
      """
    try publishStatistic("intercept_t", interceptT, .one, test, in: &publication)
    try publishStatistic(
      "relative_scatter", 100 * bound.scatter / bound.slope, percent,
      "standard deviation of ratio over cycles among the samples, over the bound slope",
      in: &publication)
    try publishStatistic(
      "birge_ratio", weighedByReadings.birgeRatio, .one,
      """
      √(χ²/dof) of a line through the origin with weights 1/u², u from the scatter of the readings \
      of each sample; far above 1 the samples scatter more than their readings explain
      """, in: &publication)
    try publishStatistic(
      "lack_of_fit", lackOfFit.ratio, .one,
      """
      mean square of the samples about the line through the origin (weights 1/cycles²) over that \
      of the readings about their samples, F(\(lackOfFit.dofOfFit), \(lackOfFit.dofOfError)); \
      probability of so large a ratio if only readings scattered: \
      \(Printed(lackOfFit.probability, uncertainty: nil, unit: .one))
      """, in: &publication)
    try publishStatistic(
      "uncentred_r2", bound.uncentredR2, .one,
      """
      uncentred R² of the bound line, 1 − Σw(y − bx)²/Σwy² with weights 1/cycles²; not to be \
      compared with R² about the mean
      """, in: &publication, decimals: 5)
  }

  private func publishStatistic(
    _ name: String, _ value: Double, _ unit: Unit, _ definition: String,
    in publication: inout Publication, decimals: Int = 2
  ) throws {
    try publication.publish(
      name, statistic(name, value, unit, method: definition), definition: definition,
      budget: .partial(missing: "the uncertainty of a statistic of few samples"),
      decimals: decimals)
  }

  private func publishSamples(in publication: inout Publication) throws {
    try publication.publish(
      "w_over_strongest_standard", ratios.reach,
      definition: """
        highest concentration of W among the samples over that of the strongest standard; above \
        100 % the calibration of the instrument is extrapolated
        """, budget: .partial(missing: "uncertainty of the standards as made"), decimals: 0)
    for (label, ratio) in zip(ratios.series.labels, ratios.ratios) {
      try publication.publish(
        "ratio_" + Self.name(of: label), ratio,
        definition: """
          \(Self.ratioWords) of \(label): from the means of \(ratios.passes[0].count) readings; \
          \(linesWords)
          """,
        budget: .partial(missing: "scatter between digests: there is one"), decimals: 2)
    }
  }

  private static let ratioWords =
    "W/(W + Ni + Co + Mn), amounts of substance"

  private var linesWords: String {
    """
    lines \(ratios.lines.joined(separator: ", ")), means less the mean blank, on the scale of the \
    standards the instrument was calibrated with
    """
  }

  /// What the free intercept says about a line through the origin.
  private var interceptWords: String {
    let test =
      "t = \(text(interceptT)), limit ± \(text(interceptLimit)) (95 %, \(free.dof) degrees of freedom)"
    return isInterceptSignificant
      ? "note: a free intercept is significant (\(test)), which a line through the origin leaves out"
      : "a free intercept is not significant (\(test))"
  }

  private func text(_ value: Double) -> String {
    Printed(value, uncertainty: nil, unit: .one, decimals: 2).description
  }

  /// A label with all that a number's name may not have written as `_`.
  private static func name(of label: String) -> String {
    String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
