public import Quantity

/// The checks of a run as numbers beside its results.
extension Publication {
  /// Publishes what an emission line finds of its standards and of its QC solution.
  ///
  /// The numbers are `standard_recovery_ELEMENT` and `qc_recovery_ELEMENT`.
  /// - Parameters:
  ///   - element: The symbol of the element.
  ///   - line: Its emission line.
  ///   - export: The readings.
  ///   - nominal: The concentration the QC solution was made with, such as `500 ppm`; the parameter
  ///     `qc_ELEMENT`.
  ///   - derivation: The derivation of this publication.
  /// - Throws: A diagnostic when standards or the QC solution are missing or no good readings.
  public mutating func publishRecoveries(
    of element: String, at line: String, in export: ICPExport, nominal: String,
    derivation: Derivation
  ) throws {
    let name = element.lowercased()
    let standard = try export.worstStandard(at: line, in: derivation)
    try publish(
      "standard_recovery_\(name)", standard.recovery,
      definition: """
        recovery of \(standard.solution), of all standards the one farthest from 100 %: its \
        concentration by a straight line through all standards at \(line) (intensity against \
        concentration, weights 1/concentration²) over the one it was made with
        """,
      budget: .partial(missing: "uncertainty of the standards as made"), decimals: 1)
    let parameter = try derivation.parameter("qc_\(name)", text: nominal)
    let check = try export.check(at: line, against: parameter)
    try publish(
      "qc_recovery_\(name)", check.recovery,
      definition: """
        recovery of \(check.solution): the mean of its readings at \(line) over the concentration \
        it was made with
        """,
      budget: .partial(missing: "uncertainty of the QC solution as made, scatter of its readings"),
      decimals: 1)
  }
}
