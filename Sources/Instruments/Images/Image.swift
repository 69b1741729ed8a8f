public import Quantity
public import Text

/// A greyscale image or map: values in rows and columns, and how large a pixel is where the file
/// states it.
///
/// A pixel stands in a row and a column, both counted from 1, the first row at the top: `R1C1`.
public struct Image: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// The number of rows.
  public let height: Int
  /// The number of pixels in a row.
  public let width: Int
  /// The stored values, row by row; counts or intensities in the instrument's own unit, all finite.
  public let values: [Double]
  /// The size of a pixel; `nil` where the file does not state one.
  public let pixelSize: PixelSize?
  /// What the file says of itself.
  public let description: String?

  /// Reads a TIFF file (one greyscale page of integers of 8, 16 or 32 bits or floating-point numbers
  /// of 32 bits) or a DM3 file (DigitalMicrograph 3, one image of real numbers).
  ///
  /// The format is found from the content, never from the name.
  /// - Parameters:
  ///   - bytes: The content; any bytes at all may be given.
  ///   - file: The path, as it goes into the names of pixels.
  /// - Throws: A diagnostic that says what was found instead: another format by its name, colour,
  ///   several pages, a file that is cut off, a pixel that is no number, two different pixel sizes.
  public init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    do throws(ImageFault) {
      switch Signature(of: bytes) {
      case .tiff: try self.init(tiff: bytes, file: file)
      case .dm3: try self.init(dm3: bytes, file: file)
      case .other(let name): throw .otherFormat(name)
      case .unknown: throw .unknownFormat(bytes.count)
      }
    } catch {
      throw Diagnostic("\(Escaped(file)): \(Escaped(error.message))", hint: error.hint)
    }
  }

  /// Makes an image from its parts.
  ///
  /// - Parameters:
  ///   - width: The number of pixels in a row.
  ///   - values: The values, row by row; whole rows of them.
  ///   - pixelSize: The size of a pixel, if it is known.
  ///   - description: What the file says of itself.
  ///   - file: The path of the file they were read from.
  public init(
    width: Int, values: [Double], pixelSize: PixelSize?, description: String? = nil, file: String
  ) {
    precondition(width > 0 && values.count % width == 0, "BUG: not whole rows")
    self.file = file
    self.width = width
    height = values.count / width
    self.values = values
    self.pixelSize = pixelSize
    self.description = description
  }

  init(
    checking values: [Double], width: Int, pixelSize: PixelSize?, description: String?,
    file: String
  ) throws(ImageFault) {
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(Self.address(row: index / width + 1, column: index % width + 1))
    }
    self.init(
      width: width, values: values, pixelSize: pixelSize, description: description, file: file)
  }
}

extension Image {
  /// The value of a pixel.
  ///
  /// - Parameters:
  ///   - row: The row, counted from 1.
  ///   - column: The column, counted from 1.
  public subscript(row row: Int, column column: Int) -> Double {
    values[(row - 1) * width + column - 1]
  }

  /// The address of a pixel, such as `R3C5`, row and column counted from 1.
  public static func address(row: Int, column: Int) -> String { "R\(row)C\(column)" }

  /// All pixels as what a procedure takes in: `R1C1:R128C128` of the file.
  public var range: Procedure.Input { range(rows: 1...height, columns: 1...width) }

  /// Some pixels as what a procedure takes in.
  ///
  /// - Parameters:
  ///   - rows: The rows, counted from 1.
  ///   - columns: The columns, counted from 1.
  /// - Returns: The rectangle of pixels.
  public func range(rows: ClosedRange<Int>, columns: ClosedRange<Int>) -> Procedure.Input {
    let first = Self.address(row: rows.lowerBound, column: columns.lowerBound)
    let last = Self.address(row: rows.upperBound, column: columns.upperBound)
    return .range(path: file, cells: "\(first):\(last)")
  }

  /// The size of a pixel, for work that needs a scale.
  ///
  /// - Throws: A diagnostic that names the file, where it states none.
  public func requiredPixelSize() throws(Diagnostic) -> PixelSize {
    guard let pixelSize else {
      throw Diagnostic(
        "\(Escaped(file)): \(ImageFault.noPixelSize.message)", hint: ImageFault.noPixelSize.hint)
    }
    return pixelSize
  }
}
