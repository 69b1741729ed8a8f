import Micrographs
import Numerics
import Quantity
import Text

extension StrainMap {
  /// Mean, scatter and percentiles of the strain, and the noise.
  func publication(in derivation: Derivation) throws -> Publication {
    let statistics = statistics
    let found = try Found(statistics, micrograph, settings, derivation)
    var publication = Publication()
    try publication.publish(
      "strain_mean", found.mean,
      definition: "mean strain \(words); uncertainty from the noise in both areas",
      budget: .complete)
    try publication.publish(
      "noise_sd", found.noise,
      definition: "noise floor: standard deviation of the strain in the reference area, \(words)",
      budget: .complete)
    try publication.publish(
      "strain_sd_map", found.scatter,
      definition: "standard deviation of the strain in the area, noise included, \(words)",
      budget: .partial(missing: "the noise, which widens it"), decimals: 3)
    try publication.publish(
      "strain_variance", found.variance,
      definition: "variance of the strain in the area less that of the noise, \(words)",
      budget: .complete)
    try publishDeviation(found, statistics, in: &publication)
    for percent in [5, 50, 95] {
      try publication.publish(
        "strain_p\(percent < 10 ? "0" : "")\(percent)",
        found.point("percentile \(percent)", statistics.percentile(Double(percent))),
        definition: "\(percent) % of the strains of the map in the area are lower; \(words)",
        budget: .partial(missing: "the noise, which widens the percentiles"), decimals: 3)
    }
    return publication
  }

  /// The standard deviation without the noise, with its interval: there is none to tell where the
  /// noise is all that is seen.
  private func publishDeviation(
    _ found: Found, _ statistics: StrainStatistics, in publication: inout Publication
  ) throws {
    let (variance, u) = (
      statistics.variance - statistics.noise,
      (statistics.varianceUncertainty * statistics.varianceUncertainty
        + statistics.noiseUncertainty * statistics.noiseUncertainty).squareRoot()
    )
    let comparison =
      variance < statistics.noise
      ? "the strain is smaller than the noise" : "the strain is larger than the noise"
    if variance > 0 {
      try publication.publish(
        "strain_sd", try found.variance.squareRoot().named("SD"),
        definition: "standard deviation of the strain in the area, corrected for the noise "
          + "(square root of strain_variance); \(comparison); \(words)",
        budget: variance > 4 * u
          ? .complete
          : .partial(missing: "symmetry: the interval is strain_sd_low to strain_sd_high"),
        decimals: 3)
    }
    let factor = Student.factor(level: 0.95, dof: nil)
    for (name, end) in [("low", variance - factor * u), ("high", variance + factor * u)] {
      try publication.publish(
        "strain_sd_\(name)", found.point("\(name) end", max(0, end).squareRoot()),
        definition: "\(name == "low" ? "lower" : "upper") end of the 95 % interval of the standard "
          + "deviation of the strain, corrected for the noise; \(comparison); \(words)",
        budget: .partial(missing: "nothing: it is the end of an interval"), decimals: 3)
    }
  }

  private var words: String {
    let distance = micrograph.pixel / field.lattice.first.length
    return
      "along the normal of the planes \(Micrograph.decimal(distance, 4)) nm apart, relative to "
      + "the reference area, by geometric phase analysis; \(settings.words)"
  }
}

/// The values of a strain map as steps of a derivation, in %.
private struct Found {
  let mean: Quantity
  let noise: Quantity
  let scatter: Quantity
  let variance: Quantity
  private let make: (String, Double, Double?, Double?) throws -> Quantity

  init(
    _ statistics: StrainStatistics, _ micrograph: Micrograph, _ settings: Settings,
    _ derivation: Derivation
  ) throws {
    let percent = try Unit("%")
    let inputs = [micrograph.input] + settings.inputs
    make = { name, value, u, dof in
      try derivation.procedure(
        Procedure(
          "\(name) of the strain", output: "",
          method: "geometric phase analysis (Hÿtch, Snoeck, Kilaas 1998); noise white in the image",
          inputs: inputs),
        outputs: [Named(name, Operation.Operand(100 * value, percent))],
        covariance: u.map { [[1e4 * $0 * $0]] } ?? [], dof: dof)[0]
    }
    let deviation = statistics.variance.squareRoot()
    let floor = statistics.noise.squareRoot()
    mean = try make(
      "mean", statistics.mean, statistics.meanUncertainty, statistics.noiseDof
    ).named("mean(ε)")
    scatter = try make(
      "standard deviation", deviation, statistics.varianceUncertainty / (2 * deviation), nil
    ).named("s(ε)")
    noise = try make(
      "noise", floor, statistics.noiseUncertainty / (2 * floor), nil
    ).named("s(ε) of the reference")
    variance = try (scatter.power(2) - noise.power(2)).named("variance")
  }

  /// A value without a stated uncertainty.
  func point(_ name: String, _ value: Double) throws -> Quantity { try make(name, value, nil, nil) }
}
