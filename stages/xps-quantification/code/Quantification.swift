import Quantity
import VAMAS

/// The apparent W/Ni of one sample, from its W 4f and Ni 2p regions.
struct Quantification {
  let peaks: [Peak]
  private let instrument: String

  /// Finds both peaks in the file of a sample.
  init(_ file: VAMASFile, sample: String) throws {
    peaks = try [.tungsten4f, .nickel2p].map { try Peak($0, in: file) }
    instrument = file.instrument
    for peak in peaks {
      let name = peak.spectrum.region.sample
      guard name.text == sample else {
        throw QuantificationFault.otherSample(name.text, expected: sample).at(name)
      }
    }
    try expectAlike(peaks[0].spectrum.region, peaks[1].spectrum.region)
  }

  /// The signals of two regions compare only when they were recorded alike.
  private func expectAlike(_ one: VAMASRegion, _ other: VAMASRegion) throws {
    let settings: [KeyPath<VAMASRegion, VAMASField>] = [
      \.source, \.photonEnergy, \.sourcePower, \.analyserMode, \.passEnergy, \.magnification,
    ]
    for setting in settings {
      let (first, second) = (one[keyPath: setting], other[keyPath: setting])
      guard first.text != second.text else { continue }
      throw QuantificationFault.differs(
        second.name, second.text, from: first.text, at: first.cell.line
      ).at(second)
    }
    for region in [one, other] {
      _ = try region.dwellTime.positiveNumber()
      _ = try region.sweeps.positiveNumber()
    }
  }

  /// The ratio, its parts of uncertainty, and what it is under other assumptions.
  func publication() throws -> Publication {
    let choice = try PeakQuantities.choiceOfBackground(in: Derivation())
    let quantities = try peaks.map { try PeakQuantities($0, of: instrument, choice) }
    let (tungsten, nickel) = (quantities[0], quantities[1])
    let percent = try Unit("%")
    let ratio = try (tungsten.signal / nickel.signal).converted(to: percent).named("W/Ni")
    var publication = Publication()
    try publication.publish(
      "w_to_ni_scofield_no_lambda", ratio, definition: definition,
      budget: .partial(missing: "not in it: escape depth, \(Self.notInIt)"), decimals: 2)
    try publishParts(of: ratio, in: &publication)
    let linear = try (tungsten.linear / nickel.linear).converted(to: percent)
    try publication.publish(
      "w_to_ni_linear_background", linear,
      definition: "w_to_ni_scofield_no_lambda over straight backgrounds instead of Shirley ones",
      budget: .partial(missing: "not in it: escape depth, \(Self.notInIt)"), decimals: 2)
    for (name, exponent) in [("060", 0.6), ("079", 0.79)] {
      let depths = try (nickel.kineticEnergy / tungsten.kineticEnergy).power(exponent)
      try publication.publish(
        "w_to_ni_lambda_\(name)", ratio * depths,
        definition: """
          w_to_ni_scofield_no_lambda with an escape depth λ ~ KE^\(exponent), KE the kinetic energy \
          at the maximum of either line
          """,
        budget: .partial(missing: "not in it: uncertainty of the escape depth, \(Self.notInIt)"),
        decimals: 2)
    }
    return publication
  }
}

extension Quantification {
  private static let notInIt = """
    choice of the windows, depth profile, layers on top, electrons scattered out of the windows
    """

  private var definition: String {
    let lines = peaks.map(\.line)
    return """
      apparent W/Ni atom ratio of a homogeneous sample: R/(σT) of \(lines[0].region) over that of \
      \(lines[1].region), R = net area of the counts / (dwell time · sweeps) of its own region; \
      iterated Shirley backgrounds with ends of 5 points in the windows \(lines[0].window.words) \
      and \(lines[1].window.words) (the whole 2p envelope with satellites) of photon energy minus \
      kinetic energy, not shifted; σ Scofield \(lines[0].sensitivity) and \(lines[1].sensitivity); \
      T the transmission of the file at the maximum over the background; no escape depth; \
      uncertainty: counting with the ends of the backgrounds, 5 % for each σ and T, half the \
      difference to straight backgrounds; alternatives: w_to_ni_linear_background, \
      w_to_ni_lambda_060, w_to_ni_lambda_079
      """
  }

  /// Tells what counting gives to the uncertainty from what all the rest gives.
  private func publishParts(of ratio: Quantity, in publication: inout Publication) throws {
    let contributions = try ratio.propagated().contributions
    func part(isCounting: Bool) -> Operation.Operand {
      let squares = contributions.filter { $0.variable.hasPrefix("procedure:") == isCounting }
        .map { $0.uncertainty * $0.uncertainty }
      return Operation.Operand(squares.reduce(0, +).squareRoot(), ratio.unit)
    }
    let parts = try ratio.derivation.procedure(
      Procedure(
        "parts of an uncertainty", output: "counting",
        method: """
          root of the summed squares of the contributions: counting is what the counts contribute, \
          systematic all the rest
          """,
        inputs: [Named("number", .step(ratio.step))]),
      outputs: [
        Named("counting", part(isCounting: true)), Named("systematic", part(isCounting: false)),
      ])
    let definitions = [
      ("counting", "Poisson counts, the ends of the backgrounds included"),
      ("systematic", "sensitivities, transmissions and the choice of the background"),
    ]
    for ((name, words), part) in zip(definitions, parts) {
      try publication.publish(
        "w_to_ni_\(name)_uncertainty", part,
        definition: "standard uncertainty of w_to_ni_scofield_no_lambda from \(words)",
        budget: .partial(missing: "an uncertainty is given none"), decimals: 3)
    }
  }
}
