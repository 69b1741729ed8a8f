/// DM3: the one image of real numbers in the file, and the calibration of its axes.
extension Image {
  /// DigitalMicrograph's number for the colours of a preview.
  private static let colours = 23

  init(dm3 bytes: [UInt8], file: String) throws(ImageFault) {
    let directory = try DM3Directory(bytes)
    let base = try Self.image(in: directory)
    let number = directory.number("\(base)/DataType").flatMap { Int(exactly: $0) } ?? 0
    guard let type = DM3Type(pixels: number) else { throw .dataType(number) }
    let (width, height) = try Self.dimensions(of: base, in: directory)
    guard case .array(let stored, let range)? = directory.tags["\(base)/Data"] else {
      throw .missing("\(base)/Data")
    }
    let count = range.count / type.length
    guard stored.length == type.length, width <= count, width * height == count else {
      throw .dimensions(width: width, height: height, values: range.count / stored.length)
    }
    try self.init(
      checking: directory.values(type, in: range), width: width,
      pixelSize: Self.pixelSize(of: base, in: directory), description: nil, file: file)
  }

  /// The path of the image that is no preview; there must be one.
  private static func image(in directory: DM3Directory) throws(ImageFault) -> String {
    let images = directory.tags.keys.filter {
      $0.hasPrefix("ImageList/") && $0.hasSuffix("/ImageData/DataType")
        && directory.number($0) != Double(colours)
    }
    guard let image = images.first, images.count == 1 else { throw .images(images.count) }
    return String(image.dropLast("/DataType".count))
  }

  private static func dimensions(
    of base: String, in directory: DM3Directory
  ) throws(ImageFault) -> (width: Int, height: Int) {
    let count = directory.tags.keys.count { $0.hasPrefix("\(base)/Dimensions/") }
    guard count == 2 else { throw .planes(count) }
    guard let width = directory.number("\(base)/Dimensions/0"),
      let height = directory.number("\(base)/Dimensions/1"),
      1...65_536 ~= width, 1...65_536 ~= height
    else { throw .missing("\(base)/Dimensions of 1 to 65536 pixels") }
    return (Int(width), Int(height))
  }

  /// The scales of the two axes; a scale without a unit is no size.
  private static func pixelSize(
    of base: String, in directory: DM3Directory
  ) throws(ImageFault) -> PixelSize? {
    let place = "\(base)/Calibrations/Dimension"
    var sizes: [Double] = []
    var statements: [String] = []
    for axis in 0...1 {
      guard let scale = directory.number("\(place)/\(axis)/Scale"),
        let unit = directory.text("\(place)/\(axis)/Units"), !unit.isEmpty
      else { return nil }
      guard scale.isFinite, scale > 0 else { throw .pixelSize("\(scale) \(unit)") }
      guard let length = PixelSize.nanometres(of: unit) else { throw .unit(unit) }
      sizes.append(scale * length)
      statements.append("\(scale) \(unit)")
    }
    return PixelSize(
      width: sizes[0], height: sizes[1], place: place,
      statement: statements.joined(separator: " × "))
  }
}
