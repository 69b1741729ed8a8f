package import Quantity

/// How a number became another one between two revisions.
package struct NumberChange: Sendable {
  /// What of it became different.
  package enum Aspect: String, Hashable, Sendable, CaseIterable {
    /// It was not there before.
    case appeared
    /// It is not there any more.
    case gone
    /// Another value.
    case value
    /// Another standard uncertainty, or other degrees of freedom.
    case uncertainty
    /// Another unit.
    case unit
    /// Another definition, or another word on what its uncertainty leaves out.
    case definition
  }

  /// `stage.number`.
  package let id: String
  /// The stage.
  package let stage: String
  /// As it was; `nil` if it was not there.
  package let old: Number?
  /// As it is; `nil` if it is gone.
  package let new: Number?
  /// Its class as it is, or was.
  package let grade: NumberClass
  /// What became different; not empty.
  package let aspects: Set<Aspect>
  /// The new value less the old one, in the unit of the new one; `nil` where they cannot be compared.
  package let difference: Double?
  /// The difference in units of the number's own standard uncertainty, as it was before.
  package let inOwnUncertainty: Double?
  /// The difference in units of its own standard uncertainty: what both values share is taken along;
  /// `nil` when it is not known what they share.
  package let inUncertaintyOfDifference: Double?
}

extension NumberChange {
  /// Holds two versions of a number against each other; `nil` when they are the same.
  ///
  /// `isShared` says of a variable whether it is the same measurement in both.
  init?(
    _ id: String, of stage: String, from old: Number?, to new: Number?, grade: NumberClass,
    isShared: (String) -> Bool
  ) {
    guard let aspects = Self.aspects(old, new) else { return nil }
    self.id = id
    self.stage = stage
    self.old = old
    self.new = new
    self.grade = grade
    self.aspects = aspects
    guard let old, let new, aspects.contains(.value),
      let factor = try? Operation.convert.result(
        of: [Operation.Operand(1, old.unit)], target: new.unit
      ).value
    else {
      (difference, inOwnUncertainty, inUncertaintyOfDifference) = (nil, nil, nil)
      return
    }
    let difference = new.value - old.value * factor
    let own = (old.uncertainty?.standard).map { $0 * abs(factor) } ?? new.uncertainty?.standard
    self.difference = difference
    inOwnUncertainty = own.flatMap { $0 > 0 ? difference / $0 : nil }
    let joint = Self.uncertaintyOfDifference(old, new, factor, isShared)
    inUncertaintyOfDifference = joint.flatMap { $0 > 0 ? difference / $0 : nil }
  }

  private static func aspects(_ old: Number?, _ new: Number?) -> Set<Aspect>? {
    guard let old else { return new == nil ? nil : [.appeared] }
    guard let new else { return [.gone] }
    var aspects: Set<Aspect> = []
    if old.unit != new.unit { aspects.insert(.unit) }
    // In another unit the same value has other digits.
    let factor = try? Operation.convert.result(
      of: [Operation.Operand(1, old.unit)], target: new.unit
    ).value
    if old.unit == new.unit
      ? old.value != new.value
      : !(factor.map { Agreement.holds(old.value * $0, new.value) } ?? false)
    {
      aspects.insert(.value)
    }
    if old.unit == new.unit,
      old.uncertainty?.standard != new.uncertainty?.standard
        || old.uncertainty?.dof != new.uncertainty?.dof
    {
      aspects.insert(.uncertainty)
    }
    if old.definition != new.definition || old.missing != new.missing {
      aspects.insert(.definition)
    }
    return aspects.isEmpty ? nil : aspects
  }

  /// First order, variable by variable (GUM, JCGM 100:2008, 5.2.2): what is the same measurement in
  /// both is subtracted, everything else is independent.
  private static func uncertaintyOfDifference(
    _ old: Number, _ new: Number, _ factor: Double, _ isShared: (String) -> Bool
  ) -> Double? {
    guard !old.contributions.isEmpty, !new.contributions.isEmpty else { return nil }
    var before: [String: Double] = [:]
    for part in old.contributions { before[part.variable, default: 0] += part.uncertainty * factor }
    var after: [String: Double] = [:]
    for part in new.contributions { after[part.variable, default: 0] += part.uncertainty }
    var variance = 0.0
    for variable in Set(before.keys).union(after.keys).sorted() {
      let (one, other) = (before[variable] ?? 0, after[variable] ?? 0)
      variance +=
        isShared(variable) ? (other - one) * (other - one) : one * one + other * other
    }
    return variance.squareRoot()
  }

  /// How much it moved, to put the greatest first: in its own uncertainty, else as a part of itself;
  /// what only appeared, went or is called otherwise comes last.
  var size: (rank: Int, size: Double) {
    if let inOwnUncertainty { return (0, abs(inOwnUncertainty)) }
    if let difference {
      let whole = max(abs(old?.value ?? 0), abs(new?.value ?? 0))
      return (1, whole > 0 ? abs(difference) / whole : 0)
    }
    return (aspects.contains(.gone) ? 2 : aspects.contains(.appeared) ? 3 : 4, 0)
  }
}
