/// The one greyscale image of a TIFF file, read through libtiff.
package struct TIFFPage: Sendable {
  /// What the numbers of pixels per length are counted in (tag 296).
  package enum ResolutionUnit: Sendable {
    /// No length is meant: only the ratio of the two numbers says something.
    case none
    /// Pixels per inch of 25.4 mm.
    case inch
    /// Pixels per centimetre.
    case centimetre
  }

  /// The number of pixels in a row.
  package let width: Int
  /// The number of rows.
  package let height: Int
  /// The stored values, row by row from the first row of the file.
  package let values: [Double]
  /// What the file says of itself (tag 270).
  package let description: String?
  /// Pixels per unit of length along a row and down a column (tags 282, 283); `nil` where not both
  /// are stated.
  package let resolution: (x: Double, y: Double)?
  /// The unit of length of the resolution.
  package let resolutionUnit: ResolutionUnit

  /// How many pixels an image may have: 8192 by 8192.
  package static let pixelLimit = 1 << 26

  /// Reads a file's bytes.
  ///
  /// - Parameter bytes: The content; any bytes at all may be given.
  /// - Throws: What the file is that is not read, or where it breaks off.
  package init(_ bytes: [UInt8]) throws(TIFFFault) {
    let outcome = bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(TIFFFault) in try TIFFFile(bytes).page() }
    }
    self = try outcome.get()
  }

  init(
    width: Int, height: Int, values: [Double], description: String?,
    resolution: (x: Double, y: Double)?, resolutionUnit: ResolutionUnit
  ) {
    self.width = width
    self.height = height
    self.values = values
    self.description = description
    self.resolution = resolution
    self.resolutionUnit = resolutionUnit
  }
}
