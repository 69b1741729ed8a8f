import Quantity

/// Two samples that were measured alike: their errors in common stay in common.
struct Comparison {
  /// The numbers of one sample.
  struct Sample {
    /// The stage that published them.
    let stage: String
    let numbers: NumbersFile
  }

  private let one: Sample
  private let other: Sample

  init(of one: Sample, over other: Sample) {
    self.one = one
    self.other = other
  }

  /// The ratio over both backgrounds, and the difference.
  func publication() throws -> Publication {
    let derivation = Derivation()
    let shirley = try pair("w_to_ni_scofield_no_lambda", in: derivation)
    let linear = try pair("w_to_ni_linear_background", in: derivation)
    let stages = (one: one.stage, other: other.stage)
    var publication = Publication()
    try publication.publish(
      "w_to_ni_ratio", shirley.one / shirley.other,
      definition: """
        w_to_ni_scofield_no_lambda of \(stages.one) over that of \(stages.other); sensitivities and \
        transmissions are the same variables in both and cancel
        """, budget: .partial(missing: "not in it: \(Self.notInIt)"), decimals: 3)
    try publication.publish(
      "w_to_ni_ratio_linear_background", linear.one / linear.other,
      definition: "w_to_ni_ratio over straight backgrounds instead of Shirley ones",
      budget: .partial(missing: "not in it: \(Self.notInIt)"), decimals: 3)
    try publication.publish(
      "w_to_ni_difference", shirley.one - shirley.other,
      definition: "w_to_ni_scofield_no_lambda of \(stages.one) minus that of \(stages.other)",
      budget: .partial(missing: "not in it: escape depth, \(Self.notInIt)"), decimals: 2)
    return publication
  }

  private static let notInIt = """
    choice of the windows, depth profiles and layers on top where the samples differ
    """

  private func pair(
    _ name: String, in derivation: Derivation
  ) throws -> (one: Quantity, other: Quantity) {
    (
      try derivation.number(name, from: one.numbers, of: one.stage),
      try derivation.number(name, from: other.numbers, of: other.stage)
    )
  }
}
