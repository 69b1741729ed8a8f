#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The noise of a strain along g that comes from white noise of an image: how far it averages out.
///
/// Behind a Gaussian mask the strain along n = g/|g| has noise of the spectrum
/// S(q) ∝ (n·q)² exp(−|q|²/σ²), q from g: the square of the mask, and of the derivative.
public struct StrainNoise: Sendable {
  private let columns: Int
  private let rows: Int
  /// S at each frequency of the grid, in the order of the transform; its sum is 1.
  private let spectrum: [Double]

  /// The noise on the grid of a strain.
  ///
  /// - Parameters:
  ///   - field: The strain.
  ///   - sigma: σ of the mask, periods per pixel.
  ///   - direction: g, of any length.
  public init(of field: StrainField, sigma: Double, along direction: PlaneVector) {
    columns = field.columns
    rows = field.rows
    let width = Double(field.columns) * field.spacing.x
    let height = Double(field.rows) * field.spacing.y
    var spectrum: [Double] = []
    for row in 0..<field.rows {
      for column in 0..<field.columns {
        let q = PlaneVector(
          x: Double(column < (field.columns + 1) / 2 ? column : column - field.columns) / width,
          y: Double(row < (field.rows + 1) / 2 ? row : row - field.rows) / height)
        let along = q.dot(direction)
        spectrum.append(along * along * exp(-q.dot(q) / (sigma * sigma)))
      }
    }
    let sum = spectrum.reduce(0, +)
    self.spectrum = spectrum.map { $0 / sum }
  }

  /// How many independent values so many points of the grid are worth, for a mean of squares.
  public func independentValues(of points: Int) -> Double {
    Double(points) / (Double(columns * rows) * spectrum.reduce(0) { $0 + $1 * $1 })
  }

  /// The variance of the mean of weight · noise over some points, for noise with the variance 1.
  ///
  /// - Parameter weights: The weights by the index of the point; it is the mean over these.
  /// - Returns: The variance.
  public func variance(ofMean weights: [(point: Int, weight: Double)]) -> Double {
    let transform = FourierTransform(
      width: columns, height: rows,
      coefficients: weights.map {
        ($0.point % columns, $0.point / columns, Complex(real: $0.weight, imaginary: 0))
      }
    ).backward()
    let sum = zip(transform, spectrum).reduce(0) { $0 + $1.0.squaredLength * $1.1 }
    return sum / Double(weights.count * weights.count)
  }
}
