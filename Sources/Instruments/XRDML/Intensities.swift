public import Quantity
internal import Text
public import Words

/// What was counted at each point, brought to one scale where attenuators were in the beam.
///
/// `<counts>` (schema 2.x) are what the detector saw, and are multiplied by the factor of the
/// attenuator here; in `<intensities>` (1.x) the instrument has done so already. Either way the
/// variance of an intensity is the factor squared times the counts that the detector saw, 1 for none.
public struct Intensities: Sendable {
  /// The words, one a point.
  public let cells: [WordCell]
  /// The factors of the attenuators, one a point; empty without attenuators.
  public let attenuation: [WordCell]
  /// The unit.
  public let unit: Unit
  /// The intensities.
  public let values: [Double]
  /// Their variances.
  public let variances: [Double]

  /// How many points there are.
  public var count: Int { values.count }

  init(_ points: Node) throws(Diagnostic) {
    let counts = points.all("counts")
    guard counts.isEmpty || points.all("intensities").isEmpty else {
      throw counts[0].fault(.countsAndIntensities)
    }
    let isRaw = !counts.isEmpty
    let node = try points.only(isRaw ? "counts" : "intensities")
    unit = try node.unit(of: ["counts": Unit(opaque: "counts")])
    cells = try node.values()
    guard cells.count >= 2 else { throw node.fault(.tooFew(cells.count)) }
    attenuation = try Self.attenuation(points, count: cells.count)
    var (values, variances) = ([Double](), [Double]())
    for (index, cell) in cells.enumerated() {
      let value = try cell.number()
      guard value >= 0 else { throw cell.fault(.negative(cell.text)) }
      let factor = attenuation.isEmpty ? 1 : try attenuation[index].number()
      guard factor > 0 else {
        throw attenuation[index].fault(.notPositive(attenuation[index].text))
      }
      let seen = isRaw ? value : value / factor
      values.append(seen * factor)
      variances.append(factor * factor * max(seen, 1))
    }
    (self.values, self.variances) = (values, variances)
  }

  private static func attenuation(
    _ points: Node, count: Int
  ) throws(Diagnostic) -> [WordCell] {
    guard let node = points.all("beamAttenuationFactors").first else { return [] }
    let cells = try node.values()
    guard cells.count == count else {
      throw node.fault(.length("beamAttenuationFactors", found: cells.count, wanted: count))
    }
    return cells
  }
}
