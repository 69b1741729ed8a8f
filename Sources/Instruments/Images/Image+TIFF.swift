internal import Quantity
internal import TIFF

/// TIFF: what its tags say about the size of a pixel.
///
/// TIFF 6.0 (Adobe, 1992), tags 270 (ImageDescription), 282, 283, 296 (resolution and its unit);
/// ImageJ writes its `unit=` into tag 270 and pixels per that unit into tags 282 and 283.
extension Image {
  /// A pixel as large as this, in nm, is a printer's and no microscope's: 2540 dots an inch.
  ///
  /// Programs write 72 or 300 dots an inch into images they know nothing about.
  static let printedPixel = 10_000.0

  init(tiff bytes: [UInt8], file: String) throws(ImageFault) {
    let page: TIFFPage
    do {
      page = try TIFFPage(bytes)
    } catch {
      throw .tiff(error)
    }
    try self.init(
      checking: page.values, width: page.width, pixelSize: page.pixelSize(),
      description: page.description, file: file)
  }
}

extension TIFFPage {
  /// The size of a pixel; the description goes before the resolution, which must agree with it.
  fileprivate func pixelSize() throws(ImageFault) -> PixelSize? {
    let tagged = try ofImageJ() ?? ofResolution()
    guard let described = try ofDescription() else { return tagged }
    if let tagged,
      !described.isNear(tagged.width, described.width)
        || !described.isNear(tagged.height, described.height)
    {
      throw .twoPixelSizes(described.statement, tagged.statement)
    }
    return described
  }

  /// `pixel_nm=0.02` among the words of the description.
  private func ofDescription() throws(ImageFault) -> PixelSize? {
    guard let text = value(of: "pixel_nm") else { return nil }
    guard let size = Decimal(text)?.double, size > 0 else { throw .pixelSize("pixel_nm=\(text)") }
    return PixelSize(
      width: size, height: size, place: "tag 270, pixel_nm", statement: "pixel_nm=\(text)")
  }

  private func ofImageJ() throws(ImageFault) -> PixelSize? {
    guard let description, description.hasPrefix("ImageJ="), let unit = value(of: "unit"),
      let resolution
    else { return nil }
    guard !["pixel", "pixels", "inch", "\"\""].contains(unit) else { return nil }
    guard let length = PixelSize.nanometres(of: unit) else { throw .unit(unit) }
    return PixelSize(
      width: length / resolution.x, height: length / resolution.y,
      place: "tags 270 (unit), 282, 283",
      statement: "\(resolution.x) × \(resolution.y) pixels/\(unit)")
  }

  private func ofResolution() -> PixelSize? {
    guard let resolution else { return nil }
    let (length, unit): (Double, String)
    switch resolutionUnit {
    case .none: return nil
    case .inch: (length, unit) = (25.4e6, "inch")
    case .centimetre: (length, unit) = (1e7, "cm")
    }
    let (width, height) = (length / resolution.x, length / resolution.y)
    guard width < Image.printedPixel, height < Image.printedPixel else { return nil }
    return PixelSize(
      width: width, height: height, place: "tags 282, 283, 296",
      statement: "\(resolution.x) × \(resolution.y) pixels/\(unit)")
  }

  /// What stands behind `key=` in the description, up to white space.
  private func value(of key: String) -> String? {
    let words = description?.split { $0.isWhitespace || $0 == "," || $0 == ";" } ?? []
    return words.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
  }
}
