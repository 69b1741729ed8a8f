import Numerics
import Quantity

/// A straight line through the ratios of samples against their cycles, and what it says of a fall.
struct Trend {
  private let points: [TrendPoint]
  private let slope: Quantity
  private let mean: (cycles: Quantity, ratio: Quantity)
  private let weakestStep: Quantity
  private let test: [Quantity]

  /// Puts a line through the points, each counting the same.
  ///
  /// The slope is a sum of the ratios with exact factors, so that what they have in common stays
  /// common; where the points scatter more than they may, the excess is added.
  init(_ given: [TrendPoint], in derivation: Derivation) throws {
    guard given.count >= 3 else { throw TrendFault.tooFew(given.count) }
    let points = given.sorted { ($0.cycles.value, $0.sample) < ($1.cycles.value, $1.sample) }
    for (one, next) in zip(points, points.dropFirst()) where one.sample == next.sample {
      throw TrendFault.sameSample(one.sample)
    }
    guard points[0].cycles.value < points[points.count - 1].cycles.value else {
      throw TrendFault.noSpread
    }
    let count = Double(points.count)
    let mean = try (Quantity.sum(points.map(\.cycles)) / count).named("mean N")
    let distances = try points.map { try ($0.cycles - mean).named("N_\($0.sample) - mean") }
    let square = try Quantity.sum(distances.map { try $0 * $0 }).named("Σ(N - mean)²")
    let products = try zip(distances, points).map { try $0 * $1.ratio }
    let line = try (Quantity.sum(products) / square).named("slope of the line")
    let ratio = try (Quantity.sum(points.map(\.ratio)) / count).named("mean R")
    let scatter = try Self.scatter(
      of: points, about: line, ratio, mean, square.value, in: derivation)
    self.points = points
    slope = try (line + scatter).named("slope")
    self.mean = (mean, ratio)
    weakestStep = try Self.weakestStep(points)
    test = try Self.test(slope, in: derivation)
  }

  /// Nothing, but uncertain by what the points scatter about the line beyond the uncertainty that
  /// their own give the slope.
  ///
  /// The whole is then known as badly as the scatter, with n - 2 degrees of freedom: the excess, a
  /// share of the whole, has those times the square of its share (Welch–Satterthwaite).
  private static func scatter(
    of points: [TrendPoint], about slope: Quantity, _ ratio: Quantity, _ cycles: Quantity,
    _ square: Double, in derivation: Derivation
  ) throws -> Quantity {
    let freedom = Double(points.count - 2)
    let sum = points.reduce(0.0) { sum, point in
      let expected = ratio.value + slope.value * (point.cycles.value - cycles.value)
      return sum + (point.ratio.value - expected) * (point.ratio.value - expected)
    }
    let own = try slope.propagated().uncertainty ?? 0
    let whole = sum / freedom / square
    let excess = max(0, whole - own * own)
    let dof = excess > 0 ? freedom * (excess / whole) * (excess / whole) : nil
    let procedure = Procedure(
      "scatter of I(003)/I(104) about the line over the cycles", output: "",
      method: "0, uncertain by √(s²/Σ(N - mean)² - u²(slope)) where that is positive; "
        + "s² = Σ(R - line)²/(n - 2)",
      inputs: [Named("slope", .step(slope.step))]
        + points.flatMap {
          [
            Named("N_\($0.sample)", Procedure.Input.step($0.cycles.step)),
            Named("R_\($0.sample)", .step($0.ratio.step)),
          ]
        })
    return try derivation.procedure(
      procedure, outputs: [Named("offset", Operation.Operand(0, slope.unit))],
      covariance: [[excess]], dof: dof)[0].named("scatter about the line")
  }

  /// The greatest difference between a sample and one with the next greater number of cycles: all
  /// are negative if this one is.
  private static func weakestStep(_ points: [TrendPoint]) throws -> Quantity {
    var weakest: Quantity?
    for (index, one) in points.enumerated() {
      let later = points[index...].filter { $0.cycles.value > one.cycles.value }
      for next in later where next.cycles.value == later[0].cycles.value {
        let step = try (next.ratio - one.ratio).named("R_\(next.sample) - R_\(one.sample)")
        if step.value > weakest?.value ?? -.infinity { weakest = step }
      }
    }
    guard let weakest else { throw TrendFault.noSpread }
    return weakest
  }

  /// Student's t of the slope, and how probable so small a one is if there is no fall.
  private static func test(_ slope: Quantity, in derivation: Derivation) throws -> [Quantity] {
    let propagated = try slope.propagated()
    guard let uncertainty = propagated.uncertainty, uncertainty > 0 else { return [] }
    let t = slope.value / uncertainty
    let procedure = Procedure(
      "t-test of the slope", output: "",
      method: "t = slope/u(slope); p = the probability of a t at most as great, one-sided, at the "
        + "effective degrees of freedom of the slope (Welch–Satterthwaite)",
      inputs: [Named("slope", .step(slope.step))])
    return try derivation.procedure(
      procedure,
      outputs: [
        Named("t", Operation.Operand(t, .one)),
        Named("p", Operation.Operand(Student.probability(below: t, dof: propagated.dof), .one)),
      ])
  }
}

extension Trend {
  /// The slope, its test, and the weakest step between neighbours.
  func publication() throws -> Publication {
    var publication = Publication()
    let samples = points.map(\.sample).joined(separator: ", ")
    try publication.publish(
      "slope", slope,
      definition: """
        change of I(003)/I(104) per ALD cycle: straight line by unweighted least squares through \
        the samples \(samples), one specimen each; the uncertainty is that of the ratios with what \
        they have in common, and what the points scatter about the line beyond it
        """, budget: .complete)
    try publication.publish(
      "weakest_step", weakestStep,
      definition: """
        the greatest of the differences of I(003)/I(104) between samples that follow one another in \
        the number of cycles, one specimen each: the ratio falls from each to the next if it is \
        negative
        """, budget: .complete)
    for point in points {
      guard let exchange = try Exchange.quantity(of: point.ratio) else { continue }
      let sample = point.sample.lowercased().map {
        $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_"
      }
      try publication.publish(
        "exchange_\(String(sample))", exchange.named("x_\(point.sample)"),
        definition: """
          exchange of Li and Ni that I(003)/I(104) of \(point.sample) would mean if the powder had no \
          texture: R-3m, composition of Table S1, z(O) = 0.2585, B = 0.8, 0.4 and 0.7 Å² for Li, \
          metals and O, form factors of Waasmaier and Kirfel, no monochromator
          """, budget: .partial(missing: "texture, z(O) and displacement parameters"), decimals: 2)
    }
    let names = ["t", "p"]
    let words = [
      "Student's t of the slope",
      "probability of so small a t if the ratio did not fall, one-sided",
    ]
    for (index, quantity) in test.enumerated() {
      try publication.publish(
        "slope_\(names[index])", quantity, definition: words[index],
        budget: .partial(missing: "a test has no uncertainty"), decimals: index == 0 ? 1 : 4)
    }
    return publication
  }

  /// The points with their uncertainties and the line, as CSV.
  var csv: [UInt8] {
    let heading = "sample,cycles,ratio,standard_uncertainty,line"
    let lines = points.map { point in
      let uncertainty = (try? point.ratio.propagated().uncertainty) ?? nil
      let line =
        mean.ratio.value + slope.value * (point.cycles.value - mean.cycles.value)
      return "\(point.sample),\(point.cycles.value),\(point.ratio.value),"
        + "\(uncertainty.map { "\($0)" } ?? ""),\(line)"
    }
    return Array(([heading] + lines).joined(separator: "\n").utf8) + [0x0A]
  }
}
