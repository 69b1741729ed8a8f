import Images
import Quantity

/// Images: whole rows of finite values, and pixels of a size above 0 where one is stated.
enum ImageChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    try mayRefuse(bytes, "a.tif") { try check(Image(bytes, file: "a.tif")) }
  }

  private static func check(_ image: Image) throws {
    try require(
      image.width > 0 && image.height > 0 && image.values.count == image.width * image.height,
      "\(image.values.count) values of \(image.width) × \(image.height) pixels")
    try require(image.values.allSatisfy(\.isFinite), "a pixel is no finite number")
    guard let size = image.pixelSize else { return }
    try require(size.width > 0 && size.height > 0, "pixels of \(size.width) × \(size.height) nm")
    _ = try size.quantities(file: "a.tif", in: Derivation())
  }
}
