#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The local frequency of one set of lattice planes all over an image, by geometric phase analysis.
///
/// M. J. Hÿtch, E. Snoeck, R. Kilaas, Ultramicroscopy 74 (1998) 131: H = IFT(mask · FT) has the phase 2π g·r + P(r). Its gradient is had without unwrapping from
/// Im(H* ∇H)/|H|², with ∇H from the transform itself (times 2πi q). The mask leaves only
/// frequencies near g, so that a coarser grid holds all there is: it has just so many points.
public struct GeometricPhase: Sendable {
  /// The number of points of the grid in a row.
  public let columns: Int
  /// The number of rows of the grid.
  public let rows: Int
  /// The distance of two points of the grid, in pixels.
  public let spacing: PlaneVector
  /// |H| at each point, in the unit of the image, row after row.
  public let amplitudes: [Double]
  /// g + ∇P/2π at each point, periods per pixel, row after row.
  public let frequencies: [PlaneVector]

  /// How many σ of the mask are kept: exp(−5²/2) is 4·10⁻⁶.
  private static let reach = 5.0

  /// Finds the local frequencies near g.
  ///
  /// - Parameters:
  ///   - transform: The transform of the image without a window, its mean taken off.
  ///   - frequency: g, in periods per pixel.
  ///   - sigma: σ of the Gaussian mask exp(−|q − g|²/2σ²), in periods per pixel.
  /// - Throws: `ImageError.impossibleMask` or `noAmplitude`.
  public init(
    _ transform: FourierTransform, near frequency: PlaneVector, sigma: Double
  ) throws(ImageError) {
    let (width, height) = (Double(transform.width), Double(transform.height))
    let end = frequency.length + Self.reach * sigma
    guard sigma * min(width, height) >= 1, end < 0.5, frequency.length > 2 * sigma else {
      throw .impossibleMask(sigma)
    }
    let center = (k: Int((frequency.x * width).rounded()), l: Int((frequency.y * height).rounded()))
    let (reachX, reachY) = (
      Int((Self.reach * sigma * width).rounded(.up)),
      Int((Self.reach * sigma * height).rounded(.up))
    )
    columns = Self.size(holding: 2 * reachX + 1)
    rows = Self.size(holding: 2 * reachY + 1)
    spacing = PlaneVector(x: width / Double(columns), y: height / Double(rows))
    var kept: [(k: Int, l: Int, Complex)] = []
    for l in -reachY...reachY {
      for k in -reachX...reachX {
        let q = PlaneVector(x: Double(center.k + k) / width, y: Double(center.l + l) / height)
        let distance = (q - frequency).length / sigma
        guard distance <= Self.reach else { continue }
        let weight = exp(-distance * distance / 2) / (width * height)
        kept.append((k, l, weight * transform[center.k + k, center.l + l]))
      }
    }
    let base = PlaneVector(x: Double(center.k) / width, y: Double(center.l) / height)
    let values = Self.image(kept, columns, rows)
    let alongX = Self.image(
      kept.map { ($0.k, $0.l, $0.2.timesImaginary(Double($0.k) / width)) }, columns, rows)
    let alongY = Self.image(
      kept.map { ($0.k, $0.l, $0.2.timesImaginary(Double($0.l) / height)) }, columns, rows)
    amplitudes = values.map { $0.squaredLength.squareRoot() }
    guard !amplitudes.contains(0) else { throw .noAmplitude }
    frequencies = values.indices.map { index in
      let (value, squared) = (values[index], values[index].squaredLength)
      return base
        + PlaneVector(
          x: value.conjugateTimes(alongX[index]).imaginary / squared,
          y: value.conjugateTimes(alongY[index]).imaginary / squared)
    }
  }

  private static func image(
    _ kept: [(k: Int, l: Int, Complex)], _ columns: Int, _ rows: Int
  ) -> [Complex] {
    FourierTransform(width: columns, height: rows, coefficients: kept).backward()
  }

  /// The least power of 2 that is not below a number.
  private static func size(holding count: Int) -> Int {
    var size = 1
    while size < count { size *= 2 }
    return size
  }
}
