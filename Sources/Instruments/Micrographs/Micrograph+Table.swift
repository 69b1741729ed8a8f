internal import Numerics

/// The image as points of a figure.
extension Micrograph {
  /// The headings of the columns of `points`.
  public static let headings = ["x [nm]", "y [nm]", "grey value [1]"]

  /// The image in square blocks: the middle of each in nm from the upper left corner, and its mean.
  ///
  /// - Parameter side: The most blocks along a side.
  /// - Returns: The cells of a table, the rows of the image one after another.
  public func points(atMost side: Int) -> [[String]] {
    let small = raster.reduced(to: side)
    let length = Double(raster.width / small.width) * pixel
    return small.values.indices.map { index in
      let (x, y) = (Double(index % small.width) + 0.5, Double(index / small.width) + 0.5)
      return [
        Self.decimal(x * length, 3), Self.decimal(y * length, 3),
        Self.decimal(small.values[index], 1),
      ]
    }
  }

  /// A value rounded to so many decimals.
  public static func decimal(_ value: Double, _ places: Int) -> String {
    let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
    return "\((value * factor).rounded() / factor)"
  }
}
