import Diffraction
import Quantity
import Text
import Words
import XRDML

/// The ratio of the areas of two reflections, with what the choice of a profile adds to its
/// uncertainty.
struct IntensityRatio {
  private let reflections: [Reflection]
  private let beam: Beam
  private let settings: Settings
  private let ratio: Quantity
  private let symmetricRatio: Quantity
  private let splitRatio: Quantity
  private let netRatio: Quantity

  /// Fits both reflections of a pattern, with the numbers of the instrument's standard.
  init(
    of scan: PowderScan, with settings: Settings, standard: NumbersFile,
    in derivation: Derivation
  ) throws {
    let beam = try Beam(scan.radiation, ratio: settings.kAlpha2Ratio, in: derivation)
    let instrument: KnownInstrument
    do {
      instrument = try KnownInstrument(
        standard, of: "xrd-instrument", wavelength: beam.kAlpha1.value, lines: beam.optics,
        in: derivation)
    } catch let fault as OtherRadiation {
      throw scan.radiation.kAlpha1.diagnostic(fault.description, hint: OtherRadiation.hint)
    }
    let ends = try ReflectionSteps.ends(of: scan, in: derivation)
    let reflections = try Settings.reflections.compactMap { name in
      try settings.windows[name].map {
        try Reflection(name, in: $0, of: scan, beam, instrument, ends: ends, in: derivation)
      }
    }
    self.beam = beam
    self.settings = settings
    self.reflections = reflections
    let fitted = try (reflections[0].area / reflections[1].area).named("R_fit")
    symmetricRatio = try (reflections[0].symmetricArea / reflections[1].symmetricArea)
      .named("R_symmetric")
    splitRatio = try (reflections[0].splitArea / reflections[1].splitArea).named("R_split")
    netRatio = try (reflections[0].netArea / reflections[1].netArea).named("R_net")
    ratio =
      reflections.allSatisfy(\.isFollowed)
      ? try (1 * fitted).named("I(003)/I(104)")
      : try (fitted + Self.choice(fitted, splitRatio, netRatio, in: derivation))
        .named("I(003)/I(104)")
  }

  /// Nothing, but uncertain by half the spread of the three ratios: where the profile does not
  /// follow the points, which one is right is not known.
  ///
  /// Its variable has one name in all patterns: what a profile does wrong it does wrong alike for
  /// all samples on one instrument, and cancels where their ratios are compared.
  private static func choice(
    _ fitted: Quantity, _ split: Quantity, _ net: Quantity, in derivation: Derivation
  ) throws -> Quantity {
    let values = [fitted.value, split.value, net.value]
    let halfSpread = ((values.max() ?? 0) - (values.min() ?? 0)) / 2
    let procedure = Procedure(
      "choice of the profile for I(003)/I(104)", output: "",
      method: "0, uncertain by half the spread of the ratios by three ways to find the areas",
      inputs: [
        Named("pseudo-Voigt", .step(fitted.step)), Named("split pseudo-Voigt", .step(split.step)),
        Named("net sum", .step(net.step)),
      ])
    return try derivation.procedure(
      procedure, outputs: [Named("offset", Operation.Operand(0, .one))],
      covariance: [[halfSpread * halfSpread]],
      Evaluation(.b, source: "model: choice of the profile")
    )[0].named("choice of the profile")
  }

  /// The points of both windows with the fitted curve, as CSV.
  var profile: [UInt8] {
    let heading = "reflection,two_theta_deg,intensity_counts,fit_counts,background_counts"
    let lines = [heading] + reflections.flatMap(\.profile)
    return Array(lines.joined(separator: "\n").utf8) + [0x0A]
  }
}

extension IntensityRatio {
  /// The ratio, its alternatives, and what the fits of the reflections found.
  func publication() throws -> Publication {
    var publication = Publication()
    try publication.publish(
      "ratio", ratio,
      definition: """
        I(003)/I(104) of this specimen as mounted: quotient of the areas of the reflections by \
        pseudo-Voigt fits smeared by the axial divergence of the standard; \(fitWords); \
        uncertainty from the covariances, scaled by the reduced χ² where chance does not explain it, \
        and from the axial divergence\(choiceWords); preferred orientation is part of the value
        """, budget: .complete)
    try publication.publish(
      "ratio_symmetric", symmetricRatio,
      definition: "I(003)/I(104) as ratio, but without axial divergence: biased where there is any",
      budget: .partial(missing: "axial divergence"), decimals: 4)
    try publication.publish(
      "ratio_split", splitRatio,
      definition: "I(003)/I(104) as ratio, but by split pseudo-Voigt fits",
      budget: .partial(missing: "choice of the profile"), decimals: 4)
    try publication.publish(
      "ratio_net", netRatio,
      definition: """
        I(003)/I(104) as ratio, but by the sums of the counts over a straight background between \
        the ends of each window
        """, budget: .partial(missing: "choice of the window and background"), decimals: 4)
    for (name, reflection) in zip(Settings.reflections, reflections) {
      try publish(name, reflection, in: &publication)
    }
    return publication
  }

  private func publish(
    _ name: String, _ reflection: Reflection, in publication: inout Publication
  ) throws {
    try publication.publish(
      "area_\(name)", reflection.area,
      definition: "area of \(name), Kα1 and Kα2 together, by a pseudo-Voigt fit; \(fitWords)",
      budget: .partial(missing: "choice of the background"), decimals: 0)
    try publication.publish(
      "position_\(name)", reflection.position,
      definition: "2θ of the Kα1 line of \(name) by the fit of area_\(name), as measured",
      budget: .partial(missing: "zero of the goniometer and displacement of the specimen"),
      decimals: 4)
    try publication.publish(
      "fwhm_\(name)", reflection.width,
      definition: "full width at half maximum of one line of \(name) by the fit of area_\(name), "
        + "the width of the instrument not taken off",
      budget: .partial(missing: "choice of the profile"), decimals: 4)
  }

  private var choiceWords: String {
    reflections.allSatisfy(\.isFollowed)
      ? ""
      : ", and half the spread of the ratios by this profile, split pseudo-Voigt and net sum, as the "
        + "profile does not follow the points"
  }

  private var fitWords: String {
    let windows = Settings.reflections.compactMap { name in
      settings.windows[name].map { "\($0.from.value)° to \($0.to.value)° (\(name))" }
    }
    return "\(beam.words); straight background; windows "
      + windows.joined(separator: " and ") + "; weights 1/max(N, 1)"
  }
}
