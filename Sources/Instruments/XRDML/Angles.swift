public import Quantity
internal import Text
public import Words

/// The angles 2θ of a scan: equal steps from a start to an end, or a list.
public struct Angles: Sendable {
  /// How the file gives them.
  public enum Source: Sendable {
    /// The first and the last angle; the others lie between them at equal distances.
    case steps(from: WordCell, to: WordCell)
    /// One word for each angle.
    case list([WordCell])
  }

  /// How the file gives them.
  public let source: Source
  /// The unit.
  public let unit: Unit
  /// The angles, rising.
  public let values: [Double]

  init(_ points: Node, count: Int) throws(Diagnostic) {
    guard let node = points.all("positions").first(where: Self.isTwoTheta) else {
      throw points.fault(.noTwoTheta)
    }
    unit = try node.unit(of: ["deg": Unit(opaque: "°")])
    if let list = node.all("listPositions").first {
      let cells = try list.values()
      guard cells.count == count else {
        throw list.fault(.length("listPositions", found: cells.count, wanted: count))
      }
      source = .list(cells)
      values = try Self.rising(cells)
    } else {
      let start = try node.only("startPosition").value()
      let end = try node.only("endPosition").value()
      let ends = try Self.rising([start, end])
      source = .steps(from: start, to: end)
      values = (0..<count).map {
        ends[0] + (ends[1] - ends[0]) * Double($0) / Double(count - 1)
      }
    }
  }

  private static func isTwoTheta(_ node: Node) -> Bool {
    node.attribute("axis") == "2Theta"
  }

  private static func rising(_ cells: [WordCell]) throws(Diagnostic) -> [Double] {
    var values: [Double] = []
    for cell in cells {
      let value = try cell.number()
      if let last = values.last, value <= last { throw cell.fault(.notAscending) }
      values.append(value)
    }
    return values
  }
}
