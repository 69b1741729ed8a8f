internal import Lines
internal import Quantity
internal import Text

/// One of the curves of a region; their values take turns in the file, line by line.
public struct VAMASCurve: Sendable {
  /// What it is, such as `Intensity`.
  public let label: VAMASField
  /// Its unit in the words of the standard: `d` is a pure number, `c/s` counts a second.
  public let unit: VAMASField
  /// The value at each point, in the order of the file.
  public let values: [Double]
  private let firstLine: Int
  private let spacing: Int
  private let region: String

  /// The line of a value.
  ///
  /// - Parameter point: The index of the point, counted from 0.
  /// - Returns: The line, as a field.
  public func field(ofPoint point: Int) -> VAMASField {
    VAMASField(
      label.lines, line: firstLine + point * spacing,
      name: "\(label.text) of \(region) at point \(point + 1)")
  }
}

extension VAMASCurve {
  /// The curve, if its values rise or fall all along.
  func checkedAsEnergies(of region: String) throws(Diagnostic) -> VAMASCurve {
    let rises = values.count > 1 && values[1] > values[0]
    for point in values.indices.dropFirst()
    where rises ? values[point] <= values[point - 1] : values[point] >= values[point - 1] {
      throw field(ofPoint: point).fault(.notMonotonic(region))
    }
    return self
  }

  /// A curve before its values are read.
  struct Draft {
    let label: VAMASField
    let unit: VAMASField

    /// Reads the labels and units of the curves of a region.
    static func list(
      of region: String, from reader: inout VAMASReader
    ) throws(Diagnostic) -> [Draft] {
      var drafts: [Draft] = []
      for _ in 0..<(try reader.count("number of curves of \(region)")) {
        drafts.append(
          Draft(
            label: try reader.field("label of a curve of \(region)"),
            unit: try reader.field("unit of a curve of \(region)")))
      }
      return drafts
    }
  }

  /// Reads the values of all curves.
  static func read(
    _ drafts: [Draft], of region: String, from reader: inout VAMASReader
  ) throws(Diagnostic) -> [VAMASCurve] {
    let field = try reader.field("number of ordinate values of \(region)")
    let count = try field.count()
    guard !drafts.isEmpty, count % drafts.count == 0 else {
      throw field.fault(.brokenPoints(values: count, curves: drafts.count))
    }
    try reader.skip(2 * drafts.count, "smallest and largest values of \(region)")
    let firstLine = field.cell.line + 2 * drafts.count + 1
    let values = try reader.values(count, of: region)
    return drafts.enumerated().map { offset, draft in
      VAMASCurve(
        label: draft.label, unit: draft.unit,
        values: stride(from: offset, to: count, by: drafts.count).map { values[$0] },
        firstLine: firstLine + offset, spacing: drafts.count, region: region)
    }
  }
}
