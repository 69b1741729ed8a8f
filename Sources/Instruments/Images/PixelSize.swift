public import Quantity

/// How large a pixel is, and what the file says about it.
public struct PixelSize: Hashable, Sendable {
  /// The length along a row, in nm.
  public let width: Double
  /// The length down a column, in nm.
  public let height: Double
  /// Where the file states it, such as `tag 270, pixel_nm`.
  public let place: String
  /// What stands there, such as `pixel_nm=0.02`.
  public let statement: String

  /// A size that a file states.
  ///
  /// - Parameters:
  ///   - width: The length along a row, in nm.
  ///   - height: The length down a column, in nm.
  ///   - place: Where the file states it.
  ///   - statement: What stands there.
  public init(width: Double, height: Double, place: String, statement: String) {
    self.width = width
    self.height = height
    self.place = place
    self.statement = statement
  }

  /// Whether pixels are as high as they are wide, within the digits of a file.
  public var isSquare: Bool { isNear(width, height) }

  /// The two lengths as quantities in nm, with what is known of their uncertainty.
  ///
  /// A microscope's magnification is the same along both: an uncertainty is one variable for both.
  /// - Parameters:
  ///   - relative: The relative standard uncertainty of the scale; `nil` where none is known.
  ///   - file: The path of the image, as the stage was given it.
  ///   - derivation: The derivation that records them.
  /// - Returns: The length along a row, and the length down a column.
  /// - Throws: `impossibleCovariance` for an uncertainty that is not finite and positive.
  public func quantities(
    relativeUncertainty relative: Double? = nil, file: String, in derivation: Derivation
  ) throws(QuantityError) -> (width: Quantity, height: Quantity) {
    let lengths = [width, height]
    let nanometre = try Unit("nm")
    let covariance = relative.map { relative in
      lengths.map { one in lengths.map { one * $0 * relative * relative } }
    }
    let both = try derivation.procedure(
      Procedure(
        "pixel size stated in the file", output: "width", method: "\(place): \(statement)",
        inputs: [Named("statement", .range(path: file, cells: place))]),
      outputs: [
        Named("width", .init(width, nanometre)), Named("height", .init(height, nanometre)),
      ], covariance: covariance ?? [])
    return (both[0].named("pixel width"), both[1].named("pixel height"))
  }

  /// Whether two lengths are the same within the digits a file has for them.
  func isNear(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 1e-4 * abs(other) }

  /// Lengths of one unit in nm, by how files write it.
  static func nanometres(of unit: String) -> Double? {
    switch unit {
    case "pm": 1e-3
    case "Å", "\u{212B}", "A", "angstrom", "Angstrom", "\\u00C5": 0.1
    case "nm", "nanometer", "nanometers", "nanometre": 1
    case "um", "µm", "μm", "micron", "microns", "micrometer", "\\u00B5m", "\\u03BCm": 1e3
    case "mm": 1e6
    case "cm": 1e7
    case "m": 1e9
    default: nil
    }
  }
}
