/// Which pixels lie on the particle, and which surely beside it.
///
/// The mask is the largest connected part (by edges) of the pixels whose counts of the matrix
/// element, averaged over 3 × 3 pixels, exceed a fraction of the particle's own level: the 90th
/// percentile of the averaged map less its 10th. Beside the particle is what is more than a margin
/// away from all pixels that exceed the threshold.
struct ParticleMask {
  let width: Int
  /// Whether a pixel is on the particle, row by row.
  let inside: [Bool]
  /// Whether a pixel is beside the particle, row by row.
  let outside: [Bool]
  /// The averaged counts a pixel of the particle exceeds.
  let threshold: Double

  var insideCount: Int { inside.count { $0 } }
  var outsideCount: Int { outside.count { $0 } }

  init(of map: CountMap, fraction: Double, margin: Int) throws(EDSFault) {
    let smooth = Self.averaged(map)
    let sorted = smooth.sorted()
    let (low, high) = (sorted[sorted.count / 10], sorted[sorted.count * 9 / 10])
    let threshold = low + fraction * (high - low)
    let above = smooth.map { $0 > threshold }
    width = map.width
    self.threshold = threshold
    inside = Self.largestPart(of: above, width: map.width)
    outside = Self.far(from: above, width: map.width, margin: margin)
    guard insideCount >= 100 else { throw .noParticle(map.file, insideCount) }
    guard outsideCount >= 100 else { throw .noSurroundings(map.file, outsideCount) }
  }

  /// The mean of the counts over 3 × 3 pixels, fewer at the edges of the map.
  private static func averaged(_ map: CountMap) -> [Double] {
    let ones = [Double](repeating: 1, count: map.counts.count)
    return zip(
      sums(of: map.counts, width: map.width, radius: 1), sums(of: ones, width: map.width, radius: 1)
    ).map { $0 / $1 }
  }

  /// The sum of the values in a square around each pixel, as far as it lies on the map.
  private static func sums(of values: [Double], width: Int, radius: Int) -> [Double] {
    let height = values.count / width
    var rows = values
    for row in 0..<height {
      slide(over: width, radius) {
        values[row * width + $0]
      } put: {
        rows[row * width + $0] = $1
      }
    }
    var sums = rows
    for column in 0..<width {
      slide(over: height, radius) {
        rows[$0 * width + column]
      } put: {
        sums[$0 * width + column] = $1
      }
    }
    return sums
  }

  /// Slides a window along a line; sums of whole numbers are exact.
  private static func slide(
    over count: Int, _ radius: Int, get: (Int) -> Double, put: (Int, Double) -> Void
  ) {
    var sum = 0.0
    for index in 0..<min(radius, count) { sum += get(index) }
    for index in 0..<count {
      if index + radius < count { sum += get(index + radius) }
      if index > radius { sum -= get(index - radius - 1) }
      put(index, sum)
    }
  }

  /// The pixels of the part that has most of them; the first of two with equally many.
  private static func largestPart(of above: [Bool], width: Int) -> [Bool] {
    var isSeen = [Bool](repeating: false, count: above.count)
    var largest: [Int] = []
    for start in above.indices where above[start] && !isSeen[start] {
      var part = [start]
      isSeen[start] = true
      var next = 0
      while next < part.count {
        for neighbour in neighbours(of: part[next], width: width, count: above.count)
        where above[neighbour] && !isSeen[neighbour] {
          isSeen[neighbour] = true
          part.append(neighbour)
        }
        next += 1
      }
      if part.count > largest.count { largest = part }
    }
    var inside = [Bool](repeating: false, count: above.count)
    for index in largest { inside[index] = true }
    return inside
  }

  private static func neighbours(of index: Int, width: Int, count: Int) -> [Int] {
    var indices: [Int] = []
    if index % width > 0 { indices.append(index - 1) }
    if index % width < width - 1 { indices.append(index + 1) }
    if index >= width { indices.append(index - width) }
    if index + width < count { indices.append(index + width) }
    return indices
  }

  /// The pixels with none of the others within a square of the margin around them.
  private static func far(from above: [Bool], width: Int, margin: Int) -> [Bool] {
    sums(of: above.map { $0 ? 1 : 0 }, width: width, radius: margin).map { $0 == 0 }
  }
}
