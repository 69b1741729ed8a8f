import Quantity

/// A photoelectron line: where its peak is looked for, and how many electrons an atom gives.
struct PhotoLine {
  /// The element.
  let element: String
  /// The name of its region in the file.
  let region: String
  /// The binding energies of the window, in eV.
  let window: ClosedRange<Double>
  /// The photoionisation cross-section for Al Kα relative to C 1s: Scofield 1976.
  let sensitivity: Double

  /// W 4f7/2 (5.48) and 4f5/2 (4.32).
  static let tungsten4f = PhotoLine(
    element: "W", region: "W 4f", window: 30...43, sensitivity: 9.80)
  /// Ni 2p3/2 (14.61) and 2p1/2 (7.57), both with their satellites.
  static let nickel2p = PhotoLine(
    element: "Ni", region: "Ni 2p", window: 846...891, sensitivity: 22.18)

  /// The relative standard uncertainty assumed for each sensitivity and each transmission.
  static let assumedUncertainty = 0.05
  /// How that was found: by a judgement, not by measurements.
  static let evaluation = Evaluation(.b, source: "assumed: 5 % of the value")

  /// The sensitivity as a constant of a derivation; all samples share it.
  func sensitivity(in derivation: Derivation) throws -> Quantity {
    try derivation.constant(
      "scofield/\(region)", sensitivity, .one,
      uncertainty: .standard(Self.assumedUncertainty * sensitivity, Self.evaluation),
      reference: """
        J. H. Scofield, J. Electron Spectrosc. Relat. Phenom. 8 (1976) 129, Al Kα, C 1s = 1; \
        standard uncertainty of 5 % assumed
        """
    ).named("σ_\(element)")
  }
}

extension ClosedRange<Double> {
  /// A range of energies, as it is told: `30–43 eV`.
  var words: String {
    let ends = [lowerBound, upperBound].map {
      Printed($0, uncertainty: nil, unit: .one).description
    }
    return "\(ends[0])–\(ends[1]) eV"
  }
}
