import Images
import Quantity

/// A map of X-ray counts: a whole number in each pixel.
struct CountMap {
  let image: Image
  /// The path of the map.
  var file: String { image.file }
  /// The counts, row by row.
  var counts: [Double] { image.values }
  var width: Int { image.width }
  var height: Int { image.height }

  /// The largest number of counts a pixel can say in a 16-bit map.
  private static let full = 65_535.0

  /// Demands counts: what was scaled, averaged or saturated follows no Poisson distribution.
  init(_ image: Image) throws(EDSFault) {
    for (index, value) in image.values.enumerated()
    where value < 0 || value != value.rounded() || value >= Self.full {
      let address = Image.address(
        row: index / image.width + 1, column: index % image.width + 1)
      throw value >= Self.full
        ? .saturated(image.file, address)
        : .notACount(image.file, address, value)
    }
    self.image = image
  }
}

/// How counts scatter about their mean.
struct CountStatistics {
  let count: Int
  /// The mean of the counts.
  let mean: Double
  /// The variance with count − 1 in the denominator.
  let variance: Double

  init(_ counts: [Double]) {
    count = counts.count
    let mean = counts.reduce(0, +) / Double(counts.count)
    self.mean = mean
    variance =
      counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count - 1)
  }

  /// The standard deviation over the mean.
  var relativeDeviation: Double { variance.squareRoot() / mean }

  /// The variance over the mean: 1 for counts of one Poisson distribution (Cox and Lewis, 1966).
  var dispersion: Double { variance / mean }
}
