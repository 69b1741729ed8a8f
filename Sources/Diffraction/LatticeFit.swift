#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The edges of a unit cell from the places of its reflections, with the displacement of the
/// specimen: 2θ = 2θ(cell) + s·cos θ, by weighted least squares (Gauss–Newton).
///
/// Without the term in s a specimen that stands 0.1 mm too low or high seems to have another cell
/// (H. P. Klug and L. E. Alexander, X-Ray Diffraction Procedures, 2nd ed., 1974, section 5-2.3.5).
public struct LatticeFit: Sendable {
  /// The cell.
  public let cell: UnitCell
  /// s in degrees 2θ; negative for a specimen below the axis.
  public let displacement: Double
  /// The covariance of the edges and s, scaled by the reduced χ² where chance does not explain it.
  public let covariance: [[Double]]
  /// The weighted sum of squares over the degrees of freedom.
  public let reducedChiSquared: Double
  /// The reflections less the parameters.
  public let degreesOfFreedom: Int
  /// 2θ of each reflection as the fit has it, in degrees.
  public let positions: [Double]
  /// (AᵀWA)⁻¹AᵀW: how each place moves each parameter.
  private let gain: [[Double]]

  private static let rounds = 50
  /// The greatest change of an edge in Å, or of s in degrees, in the last round.
  private static let tolerance = 1e-10

  /// Fits a cell.
  ///
  /// - Parameters:
  ///   - start: A cell to begin with.
  ///   - indices: The reflections.
  ///   - observed: 2θ of each in degrees, the zero of the instrument taken off.
  ///   - covariance: The covariance of the places, in degrees².
  ///   - wavelength: λ in Å.
  ///   - hasDisplacement: Whether s is fitted; else it is 0.
  /// - Throws: Why there is no cell.
  public init(
    from start: UnitCell, _ indices: [Miller], observed: [Double], covariance: [[Double]],
    wavelength: Double, hasDisplacement: Bool = true
  ) throws(LatticeFault) {
    let count = start.edges.count + (hasDisplacement ? 1 : 0)
    guard indices.count > count else { throw .tooFew(indices.count, wanted: count + 1) }
    guard let weights = Self.inverse(covariance) else { throw .dependent }
    var parameters = start.edges + (hasDisplacement ? [0] : [])
    for _ in 0..<Self.rounds {
      let (values, rows) = try Self.lines(start, indices, parameters, wavelength)
      let residuals = zip(observed, values).map { $0 - $1 }
      let weighted = Self.product(Self.transposed(rows), weights)
      guard let inverse = Self.inverse(Self.product(weighted, rows)) else { throw .dependent }
      let gain = Self.product(inverse, weighted)
      let step = gain.map { Self.dot($0, residuals) }
      if step.allSatisfy({ abs($0) <= Self.tolerance }) {
        let chi = Self.dot(residuals, weights.map { Self.dot($0, residuals) })
        degreesOfFreedom = indices.count - count
        reducedChiSquared = chi / Double(degreesOfFreedom)
        isScaled =
          reducedChiSquared >= 1 + 3.09 * (2 / Double(degreesOfFreedom)).squareRoot()
        let scale = isScaled ? reducedChiSquared : 1
        // The two triangles are equal but for rounding.
        self.covariance = inverse.indices.map { row in
          inverse.indices.map { inverse[max(row, $0)][min(row, $0)] * scale }
        }
        self.gain = gain
        cell = start.with(parameters)
        displacement = hasDisplacement ? parameters[count - 1] : 0
        positions = values
        return
      }
      parameters = zip(parameters, step).map { $0 + $1 }
    }
    throw .notConverged
  }

  /// Whether the places scatter more about the cell than their uncertainties explain: a reduced χ²
  /// that counting exceeds in about 0.1 % of all cases, 1 + 3.09·√(2/dof) or more.
  public let isScaled: Bool

  /// By how much edges and s change when the places do.
  public func change(of positions: [Double]) -> [Double] {
    gain.map { Self.dot($0, positions) }
  }

  /// The places, and their derivatives by the parameters.
  private static func lines(
    _ cell: UnitCell, _ indices: [Miller], _ parameters: [Double], _ wavelength: Double
  ) throws(LatticeFault) -> ([Double], [[Double]]) {
    let edges = cell.edges.count
    let current = cell.with(Array(parameters[..<edges]))
    var (values, rows) = ([Double](), [[Double]]())
    for index in indices {
      guard let bragg = current.position(index, wavelength: wavelength) else {
        throw .notDiffracted(index)
      }
      let cosine = cos(bragg.value * .pi / 360)
      let isFree = parameters.count > edges
      values.append(bragg.value + (isFree ? parameters[edges] * cosine : 0))
      rows.append(bragg.byEdge + (isFree ? [cosine] : []))
    }
    return (values, rows)
  }

  private static func dot(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func transposed(_ matrix: [[Double]]) -> [[Double]] {
    matrix[0].indices.map { column in matrix.map { $0[column] } }
  }

  private static func product(_ one: [[Double]], _ other: [[Double]]) -> [[Double]] {
    let columns = transposed(other)
    return one.map { row in columns.map { dot(row, $0) } }
  }

  /// The inverse by Gauss–Jordan elimination with the rows scaled; `nil` of a singular matrix.
  private static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
    let count = matrix.count
    // Edges and angles differ by powers of ten: the scale makes the diagonal 1.
    let scale = matrix.indices.map { 1 / abs(matrix[$0][$0]).squareRoot() }
    guard scale.allSatisfy(\.isFinite) else { return nil }
    var rows = matrix.indices.map { row in
      matrix.indices.map { matrix[row][$0] * scale[row] * scale[$0] }
        + matrix.indices.map { $0 == row ? 1 : 0 }
    }
    for pivot in 0..<count {
      let best = (pivot..<count).max { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) } ?? pivot
      rows.swapAt(pivot, best)
      let value = rows[pivot][pivot]
      guard abs(value) > 1e-14 else { return nil }
      rows[pivot] = rows[pivot].map { $0 / value }
      for row in 0..<count where row != pivot {
        let factor = rows[row][pivot]
        rows[row] = zip(rows[row], rows[pivot]).map { $0 - factor * $1 }
      }
    }
    return matrix.indices.map { row in
      matrix.indices.map { rows[row][count + $0] * scale[row] * scale[$0] }
    }
  }
}

/// Why no cell can be fitted, as facts; their words stand here.
public enum LatticeFault: Error, CustomStringConvertible {
  /// No more reflections than parameters.
  case tooFew(Int, wanted: Int)
  /// Reflections that do not tell the parameters apart.
  case dependent
  /// A reflection beyond 2θ = 180°.
  case notDiffracted(Miller)
  /// The rounds come to no end.
  case notConverged

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .tooFew(let count, let wanted):
      "a cell with the displacement of the specimen wants \(wanted) reflections, not \(count)"
    case .dependent: "the reflections do not tell the edges of the cell and the displacement apart"
    case .notDiffracted(let index): "the reflection \(index) lies beyond 180°"
    case .notConverged: "the fit of the cell finds no end"
    }
  }
}
