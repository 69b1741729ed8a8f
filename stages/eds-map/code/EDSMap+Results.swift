import Images
import Quantity
import Text

/// The analysis as numbers, with their definitions.
extension EDSMap {
  /// All numbers: the ratio, how it scatters, what the single maps say.
  func publication() throws -> Publication {
    let derivation = Derivation()
    var publication = Publication()
    let backgrounds = try (
      matrix: background(of: matrix, "Ni", in: derivation),
      trace: background(of: trace, "W", in: derivation)
    )
    try publishRatio(above: backgrounds, in: &publication)
    try publishExcess(above: backgrounds, in: &publication)
    try publishTests(in: &publication, derivation)
    for (name, map) in [("ni", matrix), ("w", trace)] {
      try publishMap(name, map, in: &publication, derivation)
    }
    try publishGeometry(in: &publication, derivation)
    return publication
  }

  private typealias Backgrounds = (matrix: Quantity, trace: Quantity)

  // MARK: - The ratio and its scatter

  private func publishRatio(
    above backgrounds: Backgrounds, in publication: inout Publication
  ) throws {
    let nets = try [(matrix, "Ni", backgrounds.matrix), (trace, "W", backgrounds.trace)].map {
      map, element, background in
      let sum = try sum(of: map, element, in: background.derivation)
      return try (sum - Double(mask.insideCount) * background).named("net \(element)")
    }
    try publication.publish(
      "w_to_ni_counts", nets[1] / nets[0],
      definition: """
        net counts of \(settings.traceLine.words) over those of \(settings.matrixLine.words), sums \
        over the \(mask.insideCount) pixels of the particle; \(maskWords); no k-factor, no \
        absorption: a ratio of counts, not of atoms; continuum that grows with the particle's \
        thickness stays in both
        """, budget: .partial(missing: "continuum of the particle itself, overlapping lines"),
      decimals: 4)
    try publication.publish(
      "background_ni", backgrounds.matrix,
      definition: "mean counts of Ni in a pixel beside the particle; \(maskWords)",
      budget: .complete)
    try publication.publish(
      "background_w", backgrounds.trace,
      definition: "mean counts of W in a pixel beside the particle; \(maskWords)",
      budget: .complete)
  }

  private func publishExcess(
    above backgrounds: Backgrounds, in publication: inout Publication
  ) throws {
    let excess = try excess(uniformity, above: backgrounds)
    try publication.publish(
      "excess_variance", excess,
      definition: """
        squared coefficient of variation of W/Ni among \(blockWords(uniformity)), less what counting \
        alone makes of it; negative when the blocks happen to scatter less; \(verdict); \
        \(maskWords)
        """, budget: .complete)
    for (side, uniformity) in repeats {
      guard let uniformity, uniformity.dof > 8 else { continue }
      try publication.publish(
        "excess_variance_block_\(side)", self.excess(uniformity, above: backgrounds),
        definition: "excess_variance among \(blockWords(uniformity))",
        budget: .partial(missing: "a symmetric interval of few blocks is too short"), decimals: 5)
    }
    let derivation = backgrounds.matrix.derivation
    let interval = uniformity.excessInterval
    for (name, value, what) in [
      ("excess_cv", uniformity.excess, "the excess variance"),
      ("excess_cv_lower", interval.lower, "the lower end of its 95 % interval (χ²)"),
      ("excess_cv_upper", interval.upper, "the upper end of its 95 % interval (χ²)"),
    ] {
      try publish(
        name, 100 * Self.signedRoot(value), "%",
        "square root of \(what), with the sign of what stands under it", decimals: 1,
        missing: "its interval is excess_cv_lower to excess_cv_upper", in: &publication,
        derivation)
    }
    try publish(
      "ratio_cv", 100 * uniformity.variance.squareRoot(), "%",
      "coefficient of variation of W/Ni among \(blockWords(uniformity)), n − 1", decimals: 2,
      in: &publication, derivation)
    try publish(
      "ratio_poisson_cv", 100 * uniformity.countingVariance.squareRoot(), "%",
      "what ratio_cv would be by counting alone", decimals: 2, in: &publication, derivation)
  }

  /// What the interval says about the claim that W is uniformly distributed.
  var verdict: String {
    let interval = uniformity.excessInterval
    let isUniform = interval.lower <= 0
    return isUniform
      ? "consistent with 0: at this resolution nothing speaks against a uniform W/Ni"
      : "not consistent with 0: W/Ni is not uniform"
  }

  /// The square root that keeps the sign, so that a negative excess is not hidden.
  static func signedRoot(_ value: Double) -> Double {
    value < 0 ? -(-value).squareRoot() : value.squareRoot()
  }

  // MARK: - Tests and single maps

  private func publishTests(
    in publication: inout Publication, _ derivation: Derivation
  ) throws {
    let degrees = Double(uniformity.count - 1)
    let dispersion = try procedure(
      "index of dispersion", uniformity.dispersion, .one,
      "squares of the standardised residuals about the pooled ratio, over n − 1",
      uncertainty: Uniformity.uncertainty(of: uniformity.dispersion, dof: degrees), in: derivation)
    try publication.publish(
      "ratio_dispersion", dispersion,
      definition: """
        index of dispersion (n − 1) of the counts of W about their share of Ni, among \
        \(blockWords(uniformity)): 1 where counting explains them
        """, budget: .complete)
    try publish(
      "ratio_dispersion_probability", uniformity.dispersionProbability, "",
      "probability of so large a ratio_dispersion by counting alone, χ² of \(Int(degrees)) degrees "
        + "of freedom", decimals: 3, in: &publication, derivation)
    let moran = SpatialCorrelation(
      of: uniformity.standardised, pairs: uniformity.blocks.neighbours)
    let index = try procedure(
      "Moran's I", moran.index, .one,
      "standardised residuals of blocks that share an edge; uncertainty under randomisation",
      uncertainty: moran.deviation, in: derivation)
    try publication.publish(
      "moran_i", index,
      definition: """
        Moran's I of the standardised residuals of W/Ni, blocks that share an edge are neighbours; \
        by chance \(text(moran.expectation, 4)) is expected; uncertainty under randomisation; \
        z = \(text(moran.score, 2))
        """, budget: .complete)
    let correlation = PairCorrelation(of: uniformity.matrix, uniformity.trace)
    for (name, value, what) in [
      ("w_ni_pearson_r", correlation.r, "Pearson's r of the net counts of W and Ni"),
      ("w_ni_pearson_r_lower", correlation.interval.lower, "lower end of the 95 % interval of r"),
      ("w_ni_pearson_r_upper", correlation.interval.upper, "upper end of the 95 % interval of r"),
    ] {
      try publish(
        name, value, "",
        "\(what), by \(blockWords(uniformity)); thickness makes both go together, counting noise "
          + "takes it below 1; interval by Fisher's z", decimals: 3, in: &publication, derivation)
    }
  }

  private func publishMap(
    _ name: String, _ map: CountMap, in publication: inout Publication, _ derivation: Derivation
  ) throws {
    let element = name == "ni" ? "Ni" : "W"
    let background = name == "ni" ? background.matrix : background.trace
    let statistics = CountStatistics(Self.values(of: map, where: mask.inside))
    let net = statistics.mean - background
    let counting = statistics.mean.squareRoot() / net
    let relative = statistics.variance.squareRoot() / net
    try publish(
      "\(name)_mean", net, "counts",
      "mean net counts of \(element) in a pixel of the particle", decimals: 2, in: &publication,
      derivation)
    try publish(
      "\(name)_cv", 100 * relative, "%",
      "coefficient of variation of the net counts of \(element) in the pixels of the particle",
      decimals: 1, in: &publication, derivation)
    try publish(
      "\(name)_poisson_cv", 100 * counting, "%", "what \(name)_cv would be by counting alone",
      decimals: 1, in: &publication, derivation)
    try publish(
      "\(name)_dispersion", statistics.dispersion, "",
      "variance (n − 1) over mean of the counts of \(element) in the pixels of the particle",
      decimals: 3, in: &publication, derivation)
    try publish(
      "\(name)_excess_cv", 100 * Self.signedRoot(relative * relative - counting * counting), "%",
      """
      excess coefficient of variation of \(element) alone, by pixels: the particle's thickness is in \
      it, it says nothing about W/Ni
      """, decimals: 1, in: &publication, derivation)
  }

  private func publishGeometry(
    in publication: inout Publication, _ derivation: Derivation
  ) throws {
    let lengths = try pixelSize.quantities(file: matrix.image.file, in: derivation)
    let micrometre = try Unit("µm")
    let area =
      try
      (Double(mask.insideCount)
      * (lengths.width.converted(to: micrometre) * lengths.height.converted(to: micrometre)))
    try publication.publish(
      "particle_area", area,
      definition: "projected area of the particle, \(mask.insideCount) pixels; \(maskWords)",
      budget: .partial(missing: "magnification, threshold of the mask"), decimals: 1)
    try publish(
      "blocks", Double(uniformity.count), "",
      "blocks of \(settings.block) × \(settings.block) pixels that lie wholly on the particle",
      decimals: 0, in: &publication, derivation)
  }
}

// MARK: - Steps

extension EDSMap {
  private func sum(
    of map: CountMap, _ element: String, in derivation: Derivation
  ) throws -> Quantity {
    let sum = Self.values(of: map, where: mask.inside).reduce(0, +)
    return try derivation.procedure(
      Procedure(
        "counts of \(element) on the particle", output: "sum",
        method: "sum over the pixels of the mask; uncertainty by counting: √sum", inputs: inputs,
        parameters: maskParameters),
      outputs: [Named("sum", .init(sum, Unit("counts")))], covariance: [[sum]])[0]
      .named("\(element) on the particle")
  }

  private func background(
    of map: CountMap, _ element: String, in derivation: Derivation
  ) throws -> Quantity {
    let count = Double(mask.outsideCount)
    let sum = Self.values(of: map, where: mask.outside).reduce(0, +)
    return try derivation.procedure(
      Procedure(
        "background of \(element)", output: "mean",
        method: "mean of the pixels beside the particle; uncertainty by counting, of one count at "
          + "least", inputs: inputs, parameters: maskParameters),
      outputs: [Named("mean", .init(sum / count, Unit("counts")))],
      covariance: [[max(1, sum) / (count * count)]])[0].named("background \(element)")
  }

  /// The excess variance with what the uncertainty of the backgrounds adds.
  private func excess(_ uniformity: Uniformity, above backgrounds: Backgrounds) throws -> Quantity {
    let derivation = backgrounds.matrix.derivation
    let scatter = try procedure(
      "excess variance, blocks of \(uniformity.blocks.side) pixels", uniformity.excess, .one,
      """
      squared coefficient of variation less the mean relative variance by counting; uncertainty that \
      of a variance of \(text(uniformity.dof, 1)) degrees of freedom
      """, uncertainty: uniformity.excessUncertainty, in: derivation)
    let terms = try [
      (backgrounds.matrix, \Uniformity.Background.matrix),
      (backgrounds.trace, \Uniformity.Background.trace),
    ].map { background, path in
      let error = try background - derivation.exact(background.value, background.unit)
      let sensitivity = try Self.sensitivity(
        of: uniformity, to: path, step: background.propagated().uncertainty ?? 1e-6)
      return try derivation.exact(sensitivity, Unit("1/counts")) * error
    }
    return try (scatter + terms[0] + terms[1]).named("excess variance")
  }

  /// How the excess changes with a background: the difference quotient over ± one uncertainty.
  private static func sensitivity(
    of uniformity: Uniformity, to path: WritableKeyPath<Uniformity.Background, Double>, step: Double
  ) throws -> Double {
    let ends = try [-step, step].map { step in
      var background = uniformity.background
      background[keyPath: path] += step
      return try Uniformity(of: uniformity.blocks, above: background).excess
    }
    return (ends[1] - ends[0]) / (2 * step)
  }

  private func procedure(
    _ name: String, _ value: Double, _ unit: Unit, _ method: String, uncertainty: Double? = nil,
    in derivation: Derivation
  ) throws -> Quantity {
    try derivation.procedure(
      Procedure(
        name, output: "value", method: method, inputs: inputs, parameters: maskParameters),
      outputs: [Named("value", .init(value, unit))],
      covariance: uncertainty.map { [[$0 * $0]] } ?? [])[0]
  }

  private func publish(
    _ name: String, _ value: Double, _ unit: String, _ definition: String, decimals: Int,
    missing: String = "the uncertainty of a statistic", in publication: inout Publication,
    _ derivation: Derivation
  ) throws {
    let quantity = try procedure(
      name, value, unit.isEmpty ? .one : Unit(unit), definition, in: derivation)
    try publication.publish(
      name, quantity, definition: "\(definition); \(maskWords)",
      budget: .partial(missing: missing), decimals: decimals)
  }

  private var inputs: [Named<Procedure.Input>] {
    [Named("map of Ni", matrix.image.range), Named("map of W", trace.image.range)]
  }

  private var maskParameters: [Named<JSON>] {
    [
      Named("threshold", JSON(settings.threshold)), Named("margin", JSON(Double(settings.margin))),
      Named("ni_line", .string(settings.matrixLine.rawValue)),
      Named("w_line", .string(settings.traceLine.rawValue)),
    ]
  }

  private var maskWords: String {
    """
    particle: the largest connected part of the pixels whose Ni counts, averaged over 3 × 3, exceed \
    \(text(100 * settings.threshold, 0)) % of its level; background: pixels more than \
    \(settings.margin) pixels off it; lines \(settings.matrixLine.rawValue) and \
    \(settings.traceLine.rawValue)
    """
  }

  private func blockWords(_ uniformity: Uniformity) -> String {
    let side = uniformity.blocks.side
    return "\(uniformity.count) blocks of \(side) × \(side) pixels on the particle"
  }

  private func text(_ value: Double, _ decimals: Int) -> String {
    Printed(value, uncertainty: nil, unit: .one, decimals: decimals).description
  }
}
