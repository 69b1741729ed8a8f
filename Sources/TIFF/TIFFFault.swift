/// Why a TIFF file is not read, as facts; their words stand here.
package enum TIFFFault: Error, Hashable, Sendable {
  /// It does not begin as TIFF files do.
  case notTIFF
  /// libtiff gave up, in its words.
  case broken(String)
  /// Pages beyond the first.
  case severalPages(Int)
  /// More than one sample a pixel, or colours by number.
  case colour(String)
  /// 0 is white.
  case whiteIsZero
  /// Tiles instead of strips.
  case tiled
  /// Samples of a kind that is not read.
  case samples(bits: Int, kind: String)
  /// A compression this libtiff was built without, by its number in tag 259.
  case compression(Int)
  /// More pixels than are read.
  case tooLarge(width: Int, height: Int)

  /// One sentence without a full stop; foreign text in it is not escaped.
  package var message: String {
    switch self {
    case .notTIFF: "this is no TIFF file"
    case .broken(let words): "the TIFF file is broken or cut off: \(words)"
    case .severalPages(let count): "the TIFF file has \(count) pages, and one image is wanted"
    case .colour(let kind): "the TIFF image is in colour (\(kind)), greyscale is wanted"
    case .whiteIsZero: "in this TIFF image 0 is white, so that its values are no intensities"
    case .tiled: "the TIFF image is stored in tiles, strips are read"
    case .samples(let bits, let kind):
      "the TIFF image has \(kind) samples of \(bits) \(bits == 1 ? "bit" : "bits"); integers of 8, "
        + "16 and 32 bits and floating-point numbers of 32 bits are read"
    case .compression(let number):
      "the TIFF image is compressed by method \(number) of tag 259, which is not known here"
    case .tooLarge(let width, let height):
      "the TIFF image has \(width) × \(height) pixels, more than are read"
    }
  }
}
