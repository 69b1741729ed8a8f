internal import Lines
public import Quantity
public import Text

/// A powder pattern as columns of text (`.xy`, `.xye`): 2θ in degrees, counts, and where a third
/// column stands, their standard deviation.
///
/// Lines that begin with `#`, `'` or `!` are comments. Every number knows its line and field. A file
/// of another format that merely looks like columns is refused by name; so are NaN and marks for no
/// value, angles that do not rise, and a line of another number of columns. The file states no
/// wavelength: whoever uses the angles must know it.
public struct PatternText: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// The lines that are comments.
  public let comments: [Cell]
  /// The angles 2θ, rising, in degrees.
  public let angles: Column
  /// What was counted.
  public let intensities: Column
  /// The standard deviations of the intensities, greater than 0; `nil` in a file of two columns.
  public let deviations: Column?

  /// One column of the file.
  public struct Column: Sendable {
    /// The numbers with their places.
    public let cells: [PatternCell]
    /// Their values.
    public let values: [Double]
    /// The unit, which the format implies and the file does not say.
    public let unit: Unit

    init(_ cells: [PatternCell], _ unit: Unit) {
      self.cells = cells
      values = cells.map(\.value)
      self.unit = unit
    }
  }

  /// How many points there are, two or more.
  public var count: Int { angles.values.count }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The content: UTF-8 or ISO 8859-1, with any line ends, with or without a byte-order
  ///     mark.
  ///   - file: The path, as it goes into the names of cells.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let lines = Lines(bytes, file: file)
    if let signature = Signature(bytes, lines) {
      let fault = PatternTextFault.otherFormat(signature.format)
      throw Diagnostic(
        fault.message, at: Place(file: file, line: signature.line, column: 1), hint: fault.hint)
    }
    var reader = ColumnReader(lines)
    try reader.read()
    let unit = Unit(opaque: "counts")
    self.file = file
    comments = reader.comments
    angles = Column(reader.rows.map { $0[0] }, Unit(opaque: "°"))
    intensities = Column(reader.rows.map { $0[1] }, unit)
    deviations = reader.width == 3 ? Column(reader.rows.map { $0[2] }, unit) : nil
  }

  /// The variances of the intensities, in counts²: σ² where the file has σ; else those of counted
  /// events, the count itself and 1 for none.
  ///
  /// - Throws: A diagnostic at the first intensity that is no whole number in a file without σ.
  public func variances() throws(Diagnostic) -> [Double] {
    if let deviations { return deviations.values.map { $0 * $0 } }
    for cell in intensities.cells where cell.value != cell.value.rounded() {
      throw cell.fault(.notCounts(cell.cell.text))
    }
    return intensities.values.map { max($0, 1) }
  }

  /// The first point that does not lie one step behind the one before it; `nil` where all steps are
  /// the median step, but for a tenth of it, as rounding of the angles makes.
  public var unevenStep: PatternCell? {
    let steps = zip(angles.values.dropFirst(), angles.values).map { $0 - $1 }
    let median = steps.sorted()[steps.count / 2]
    return steps.firstIndex { abs($0 - median) > Self.stepTolerance * median }
      .map { angles.cells[$0 + 1] }
  }

  private static let stepTolerance = 0.1
}
