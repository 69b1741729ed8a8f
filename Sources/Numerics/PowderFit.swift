/// Reflections whose areas, places, widths and shares follow from parameters.
public protocol PowderModel: Sendable {
  /// How many parameters there are.
  var parameterCount: Int { get }
  /// The reflections, and how each moves with the parameters.
  func peaks(_ parameters: [Double]) -> [VariedPeak]
  /// The optics, and which parameter is Ψ², if one is.
  func optics(_ parameters: [Double]) -> (optics: PowderOptics, axial: Int?)
}

/// A reflection with its derivatives by the parameters of a model; those left out are 0.
public struct VariedPeak: Sendable {
  /// A derivative by one of the parameters.
  public typealias Partial = (index: Int, value: Double)

  /// The reflection.
  public var peak: PowderPeak
  /// The derivatives of its area.
  public var area: [Partial] = []
  /// The derivatives of its position.
  public var position: [Partial] = []
  /// The derivatives of its width.
  public var width: [Partial] = []
  /// The derivatives of its share η.
  public var mixing: [Partial] = []

  /// Begins without derivatives.
  public init(_ peak: PowderPeak) { self.peak = peak }
}

/// A powder pattern or a window of it, fitted by weighted least squares: reflections of a model over
/// a common background, a Chebyshev polynomial of the first kind.
public struct PowderFit: Sendable {
  /// The parameters of the model.
  public let parameters: [Double]
  /// Their covariance, scaled by the reduced χ² where chance does not explain it.
  public let covariance: [[Double]]
  /// The weighted sum of squares over the degrees of freedom.
  public let reducedChiSquared: Double
  /// Whether the points scatter more about the curve than their variances explain: a reduced χ² that
  /// counting exceeds in about 0.1 % of all cases, 1 + 3.09·√(2/dof) or more.
  ///
  /// A factor for every reduced χ² above 1 would widen half of all intervals that are right.
  public let isScaled: Bool
  /// The points less the parameters.
  public let degreesOfFreedom: Int
  /// The fitted curve at the points, its background included, in counts.
  public let curve: [Double]
  /// The background at the points, in counts.
  public let background: [Double]
  private let fitted: PowderCurve
  private let all: [Double]
  private let inverse: [[Double]]
  private let weights: [Double]

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - model: The reflections.
  ///   - points: The points.
  ///   - degree: The degree of the background.
  ///   - start: The parameters of the model to begin with.
  /// - Throws: `tooFewPoints` or `notConverged`.
  public init(
    _ model: any PowderModel, to points: PeakPoints, backgroundDegree degree: Int,
    from start: [Double]
  ) throws(PeakFitError) {
    let curve = PowderCurve(model: model, places: points.places, degree: degree)
    guard points.places.count > degree + 1 + start.count else {
      throw .tooFewPoints(points.places.count, wanted: degree + 2 + start.count)
    }
    let level = points.values.sorted()[points.values.count / 10]
    let background = [level] + [Double](repeating: 0, count: degree)
    let weights = points.variances.map { 1 / $0 }
    let fit = try LeastSquares(
      curve, to: points.values, weights: weights, from: background + start)
    degreesOfFreedom = points.places.count - fit.parameters.count
    reducedChiSquared = fit.chiSquared / Double(degreesOfFreedom)
    isScaled = reducedChiSquared >= 1 + 3.09 * (2 / Double(degreesOfFreedom)).squareRoot()
    let scale = isScaled ? reducedChiSquared : 1
    parameters = Array(fit.parameters[(degree + 1)...])
    covariance = fit.covariance[(degree + 1)...].map { $0[(degree + 1)...].map { $0 * scale } }
    self.curve = curve.values(fit.parameters)
    self.background = curve.background(fit.parameters)
    fitted = curve
    all = fit.parameters
    inverse = fit.covariance
    self.weights = weights
  }

  /// By how much the fitted parameters would change, to first order, were another model of the same
  /// parameters fitted: one of another instrument, say.
  ///
  /// Δp = −(JᵀWJ)⁻¹ JᵀW (f′ − f), with f′ − f the difference of the curves at the same parameters.
  public func change(to model: any PowderModel) -> [Double] {
    let other = PowderCurve(model: model, places: fitted.places, degree: fitted.degree)
    let values = other.values(all)
    var gradient = [Double](repeating: 0, count: all.count)
    for (point, row) in fitted.derivatives(all).enumerated() {
      let pull = weights[point] * (values[point] - curve[point])
      for (index, derivative) in row.enumerated() { gradient[index] += derivative * pull }
    }
    return inverse[(fitted.degree + 1)...].map { row in
      -zip(row, gradient).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}

/// A model over a background, as a curve to be fitted; the coefficients of the background come first.
struct PowderCurve: LeastSquares.Curve {
  let model: any PowderModel
  let places: [Double]
  let degree: Int
  /// The Chebyshev polynomials T₀ … at each place.
  private let polynomials: [[Double]]

  init(model: any PowderModel, places: [Double], degree: Int) {
    self.model = model
    self.places = places
    self.degree = degree
    let middle = (places[0] + places[places.count - 1]) / 2
    let half = (places[places.count - 1] - places[0]) / 2
    polynomials = places.map { place in
      let t = (place - middle) / half
      var values = [1.0, t]
      for index in 2..<max(2, degree + 1) {
        values.append(2 * t * values[index - 1] - values[index - 2])
      }
      return Array(values[...degree])
    }
  }

  func background(_ parameters: [Double]) -> [Double] {
    polynomials.map { row in
      var sum = 0.0
      for (index, value) in row.enumerated() { sum += parameters[index] * value }
      return sum
    }
  }

  func values(_ parameters: [Double]) -> [Double] {
    let own = Array(parameters[(degree + 1)...])
    let peaks = model.optics(own).optics.values(of: model.peaks(own).map(\.peak), at: places)
    return zip(background(parameters), peaks).map { $0 + $1 }
  }

  func derivatives(_ parameters: [Double]) -> [[Double]] {
    let own = Array(parameters[(degree + 1)...])
    let (optics, axial) = model.optics(own)
    let empty = [Double](repeating: 0, count: own.count)
    var table = polynomials.map { $0 + empty }
    for varied in model.peaks(own) {
      let area = varied.peak.area
      for (index, row) in optics.rows(of: varied.peak, at: places).enumerated() {
        add(varied.area, row.value, to: &table[index])
        add(varied.position, area * row.byPosition, to: &table[index])
        add(varied.width, area * row.byWidth, to: &table[index])
        add(varied.mixing, area * row.byMixing, to: &table[index])
        if let axial { table[index][degree + 1 + axial] += area * row.byAxial }
      }
    }
    return table
  }

  private func add(_ partials: [VariedPeak.Partial], _ factor: Double, to row: inout [Double]) {
    for partial in partials { row[degree + 1 + partial.index] += partial.value * factor }
  }
}
