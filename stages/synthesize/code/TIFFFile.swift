/// A greyscale TIFF file of one page: counts of 8 or 16 bits, uncompressed, in one strip.
///
/// TIFF 6.0 (Adobe, 1992), baseline greyscale image, little-endian.
struct TIFFFile {
  /// The number of pixels in a row.
  let width: Int
  /// The counts, row by row from the top; whole rows of them.
  let counts: [UInt16]
  /// The bits of a count: 8 or 16.
  let bits: Int
  /// What tag 270 says; ASCII.
  let description: String
  /// The length of a pixel along both axes, in nm; `nil` leaves the scale out of the file.
  let pixelSize: Double?

  /// Makes a file from its parts; the description ends with ` pixel_nm=` where a size is given.
  ///
  /// - Parameters:
  ///   - width: The number of pixels in a row.
  ///   - counts: The counts, row by row; a value beyond the bits is a saturated detector's.
  ///   - bits: 8 or 16.
  ///   - description: What the file says of itself.
  ///   - pixelSize: The length of a pixel, in nm; from 0.003 up.
  init(width: Int, counts: [Int], bits: Int = 16, description: String, pixelSize: Double?) {
    self.width = width
    self.counts = counts.map { bits == 8 ? UInt16(UInt8(clamping: $0)) : UInt16(clamping: $0) }
    self.bits = bits
    self.description = description + (pixelSize.map { " pixel_nm=\($0)" } ?? "")
    self.pixelSize = pixelSize
  }

  /// The content of the file.
  var bytes: [UInt8] {
    let strip = strip
    let directory: [(tag: UInt16, value: Value)] =
      [
        (256, .long(UInt32(width))), (257, .long(UInt32(counts.count / width))),
        (258, .short(UInt16(bits))), (259, .short(1)), (262, .short(1)),
        (270, .text(description)), (273, .long(8)), (277, .short(1)),
        (278, .long(UInt32(counts.count / width))), (279, .long(UInt32(strip.count))),
      ] + resolution + [(306, .text("1970:01:01 00:00:00")), (339, .short(1))]
    var file: [UInt8] = Array("II".utf8) + Self.little(UInt16(42))
    file += Self.little(UInt32(8 + strip.count)) + strip
    var far: [UInt8] = []
    let start = file.count + 2 + 12 * directory.count + 4
    file += Self.little(UInt16(directory.count))
    for (tag, value) in directory.sorted(by: { $0.tag < $1.tag }) {
      file += Self.little(tag) + Self.little(value.type) + Self.little(UInt32(value.count))
      if value.bytes.count <= 4 {
        file += value.bytes + [UInt8](repeating: 0, count: 4 - value.bytes.count)
      } else {
        file += Self.little(UInt32(start + far.count))
        far += value.bytes + (value.bytes.count.isMultiple(of: 2) ? [] : [0])
      }
    }
    return file + [0, 0, 0, 0] + far
  }

  /// The counts as bytes.
  private var strip: [UInt8] {
    bits == 8 ? counts.map { UInt8($0) } : counts.flatMap { Self.little($0) }
  }

  /// Pixels per centimetre.
  private var resolution: [(tag: UInt16, value: Value)] {
    guard let pixelSize else { return [] }
    let perCentimetre = UInt32((1e7 / pixelSize).rounded())
    return [
      (282, .rational(perCentimetre, 1)), (283, .rational(perCentimetre, 1)), (296, .short(3)),
    ]
  }

  private static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// The value of a tag.
  private enum Value {
    case short(UInt16)
    case long(UInt32)
    case rational(UInt32, UInt32)
    case text(String)

    var type: UInt16 {
      switch self {
      case .text: 2
      case .short: 3
      case .long: 4
      case .rational: 5
      }
    }

    var count: Int { if case .text = self { bytes.count } else { 1 } }

    var bytes: [UInt8] {
      switch self {
      case .short(let value): TIFFFile.little(value)
      case .long(let value): TIFFFile.little(value)
      case .rational(let above, let below): TIFFFile.little(above) + TIFFFile.little(below)
      case .text(let text): Array(text.utf8) + [0]
      }
    }
  }
}
