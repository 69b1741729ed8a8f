import Images
import Quantity
import Text

/// The maps of a matrix element (Ni) and of a trace (W) over one particle, and how uniform W/Ni is.
struct EDSMap {
  let settings: Settings
  let matrix: CountMap
  let trace: CountMap
  let pixelSize: PixelSize
  let mask: ParticleMask
  /// The mean counts in a pixel beside the particle.
  let background: Uniformity.Background
  /// The ratio by squares of the side that is asked for.
  let uniformity: Uniformity
  /// The same by squares of other sides; `nil` where too few lie on the particle.
  let repeats: [(side: Int, uniformity: Uniformity?)]

  /// - Throws: `EDSFault`, or a diagnostic where a map does not state the size of its pixels.
  init(matrix: Image, trace: Image, with settings: Settings) throws {
    guard matrix.width == trace.width, matrix.height == trace.height else {
      throw EDSFault.sizes(matrix.file, trace.file)
    }
    pixelSize = try matrix.requiredPixelSize()
    let other = try trace.requiredPixelSize()
    guard pixelSize.width == other.width, pixelSize.height == other.height else {
      throw EDSFault.pixelSizes(matrix.file, trace.file)
    }
    self.settings = settings
    self.matrix = try CountMap(matrix)
    self.trace = try CountMap(trace)
    mask = try ParticleMask(
      of: self.matrix, fraction: settings.threshold, margin: settings.margin)
    background = Uniformity.Background(
      matrix: CountStatistics(Self.values(of: self.matrix, where: mask.outside)).mean,
      trace: CountStatistics(Self.values(of: self.trace, where: mask.outside)).mean)
    uniformity = try Self.uniformity(
      settings.block, mask, self.matrix, self.trace, above: background)
    try Self.demandTrace(self.trace, mask, background.trace)
    var repeats: [(side: Int, uniformity: Uniformity?)] = []
    for side in settings.repeats {
      repeats.append(
        (
          side,
          try? Self.uniformity(side, mask, self.matrix, self.trace, above: background)
        ))
    }
    self.repeats = repeats
  }

  private static func uniformity(
    _ side: Int, _ mask: ParticleMask, _ matrix: CountMap, _ trace: CountMap,
    above background: Uniformity.Background
  ) throws(EDSFault) -> Uniformity {
    try Uniformity(
      of: Blocks(of: side, in: mask, matrix: matrix, trace: trace), above: background)
  }

  /// Demands that W stands out of the background of the whole particle by 3.29 standard deviations.
  ///
  /// L. A. Currie, Anal. Chem. 40 (1968) 586.
  private static func demandTrace(
    _ map: CountMap, _ mask: ParticleMask, _ background: Double
  ) throws(EDSFault) {
    let inside = Double(mask.insideCount)
    let blank = inside * background
    let deviation = (blank + inside * blank / Double(mask.outsideCount)).squareRoot()
    let sum = values(of: map, where: mask.inside).reduce(0, +)
    guard sum - blank > 3.29 * deviation else { throw .noTrace }
  }

  /// The counts of the pixels a mask lets through.
  static func values(of map: CountMap, where mask: [Bool]) -> [Double] {
    zip(map.counts, mask).compactMap { $1 ? $0 : nil }
  }
}
