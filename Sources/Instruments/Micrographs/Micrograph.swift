public import Images
public import Numerics
public import Quantity
public import Text

/// An image of a microscope as a procedure takes it: its values, and the size of its pixels.
public struct Micrograph: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// The values, in the detector's own unit.
  public let raster: Raster
  /// The length of a pixel as the file states it, nm; what its calibration is uncertain by is not in
  /// it.
  public let pixel: Double
  /// Where and how the file states it.
  private let size: PixelSize
  private let pixels: Procedure.Input

  /// Takes an image whose file states square pixels.
  ///
  /// - Throws: A diagnostic that names the file, where it states no pixel size or pixels that are not
  ///   square, or is too small.
  public init(_ image: Image) throws(Diagnostic) {
    file = image.file
    pixels = image.range
    size = try image.requiredPixelSize()
    pixel = size.width
    guard size.isSquare else {
      throw Diagnostic(
        "\(Escaped(image.file)): pixels of \(size.width) nm × \(size.height) nm are not square")
    }
    do throws(ImageError) {
      raster = try Raster(width: image.width, height: image.height, values: image.values)
    } catch {
      throw Diagnostic("\(Escaped(image.file)): \(error)")
    }
  }

  /// All pixels, as what a procedure takes in.
  public var input: Named<Procedure.Input> { Named("pixels", pixels) }

  /// The length of a pixel as the file states it, nm.
  ///
  /// - Throws: `leafNotFinite`.
  public func pixelSize(in derivation: Derivation) throws(QuantityError) -> Quantity {
    try size.quantities(relativeUncertainty: 0, file: file, in: derivation).width
  }

  /// A fault of this image.
  public func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic("\(Escaped(file)): \(message)", hint: hint)
  }

  /// Does something with the image; what goes wrong is told with its name.
  public func told<Result>(
    _ body: () throws(ImageError) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(ImageError) {
      return try body()
    } catch {
      throw diagnostic("\(error)")
    }
  }
}
