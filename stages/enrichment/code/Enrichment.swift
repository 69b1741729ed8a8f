import Quantity

/// Tungsten at the surface, as photoelectrons see it, over tungsten in the whole powder.
struct Enrichment {
  /// A file of numbers and the stage that published them.
  struct Source {
    let stage: String
    let numbers: NumbersFile
  }

  /// The treatments of the escape depth, from none to the steepest.
  private static let treatments = [
    (suffix: "no_lambda", number: "w_to_ni_scofield_no_lambda", words: "no escape depth"),
    (suffix: "lambda_060", number: "w_to_ni_lambda_060", words: "escape depth λ ~ KE^0.6"),
    (suffix: "lambda_079", number: "w_to_ni_lambda_079", words: "escape depth λ ~ KE^0.79"),
  ]
  private static let notInIt = """
    not in it: the layer on the surface (a homogeneous sample is taken), scatter of one sample about \
    the line of W per cycle
    """

  private let derivation: Derivation
  /// W/Ni by amount in the whole powder.
  private let bulk: Quantity
  private let cycles: String

  /// Takes W per cycle, the number of cycles and the share of nickel among the metals.
  ///
  /// With r = W/(W + metals) the ratio to nickel is r / ((1 − r) x_Ni).
  init(calibration: Source, composition: Source, cycles: String) throws {
    derivation = Derivation()
    self.cycles = cycles
    let slope = try derivation.number("slope", from: calibration.numbers, of: calibration.stage)
    let nickel = try derivation.number("ni", from: composition.numbers, of: composition.stage)
    let count = try derivation.parameter("enrichment.cycles", text: cycles).named("N")
    let tungsten = try (slope * count).converted(to: .one).named("r")
    let metals = try (1 - tungsten).named("1 − r")
    bulk = try (tungsten / (metals * nickel.converted(to: .one))).named("W/Ni of the whole")
  }

  /// The ratio in the whole powder, and of each sample how many times the surface holds more.
  func publication(surfaces: [(name: String, source: Source)]) throws -> Publication {
    var publication = Publication()
    try publication.publish(
      "bulk_w_to_ni", bulk.converted(to: Unit("%")),
      definition: """
        W/Ni by amount after \(cycles) of ALD: r / ((1 − r) x_Ni), r = cycles times the slope of \
        ald-calibration, x_Ni the printed share of Ni among Ni, Co and Mn
        """, budget: .partial(missing: "not in it: scatter of one sample about the line, x_Ni"),
      decimals: 3)
    for surface in surfaces {
      for treatment in Self.treatments {
        let ratio = try derivation.number(
          treatment.number, from: surface.source.numbers, of: surface.source.stage)
        try publication.publish(
          "\(surface.name)_\(treatment.suffix)",
          try (ratio.converted(to: .one) / bulk).named("enrichment"),
          definition: """
            apparent surface enrichment: W/Ni of \(surface.source.stage) (\(treatment.number), \
            \(treatment.words)) over W/Ni of the whole powder after \(cycles)
            """, budget: .partial(missing: Self.notInIt), decimals: 1)
      }
    }
    return publication
  }
}
