/// Smoothing and derivatives of equally spaced values: a polynomial fitted by least squares to a
/// window that moves along them.
///
/// It is the method of Savitzky and Golay, Analytical Chemistry 36 (1964) 1627. The weights come from
/// Gram polynomials, those of the ends of a series too (Gorry, Analytical Chemistry 62 (1990) 570):
/// no value at an end is lost, padded or guessed.
public struct SavitzkyGolay: Hashable, Sendable {
  /// How many values the window holds; odd.
  public let window: Int
  /// The degree of the polynomial.
  public let degree: Int
  /// Which derivative is taken; 0 for smoothing.
  public let derivative: Int
  private let half: Int
  /// The weights by the place in the window where the polynomial is taken, from −half to half.
  private let weights: [[Double]]

  /// Makes a filter.
  ///
  /// - Parameters:
  ///   - window: How many values the window holds: odd, and more than the degree.
  ///   - degree: The degree of the polynomial.
  ///   - derivative: Which derivative to take, at most the degree.
  /// - Throws: `impossibleWindow`.
  public init(window: Int, degree: Int, derivative: Int = 0) throws(SmoothingError) {
    guard window % 2 == 1, window > degree, degree >= derivative, derivative >= 0 else {
      throw .impossibleWindow(window, degree: degree, derivative: derivative)
    }
    self.window = window
    self.degree = degree
    self.derivative = derivative
    half = window / 2
    weights = Self.weights(half: half, degree: degree, derivative: derivative)
  }

  /// The weights of the values of a window, the first one's first, for a spacing of 1.
  ///
  /// - Parameter place: Where in the window the polynomial is taken, counted from its middle.
  /// - Returns: As many weights as the window holds; the place must lie within it.
  public func coefficients(at place: Int = 0) -> [Double] { weights[place + half] }

  /// What white noise of unit standard deviation in the values becomes in the middle of a window.
  ///
  /// - Parameter spacing: The distance of two values.
  /// - Returns: The standard deviation, per spacing to the power of the derivative.
  public func noise(spacing: Double = 1) -> Double {
    let sum = coefficients().reduce(0) { $0 + $1 * $1 }
    return sum.squareRoot() / Self.power(spacing, derivative)
  }

  /// The series smoothed, or its derivative: as many values as it has.
  ///
  /// - Parameters:
  ///   - values: The series, equally spaced.
  ///   - spacing: The distance of two values.
  /// - Returns: The smoothed series, per spacing to the power of the derivative.
  /// - Throws: `tooFewValues`.
  public func filtered(
    _ values: [Double], spacing: Double = 1
  ) throws(SmoothingError) -> [Double] {
    guard values.count >= window else { throw .tooFewValues(values.count, wanted: window) }
    let scale = 1 / Self.power(spacing, derivative)
    return values.indices.map { index in
      let middle = min(max(index, half), values.count - 1 - half)
      let weights = weights[index - middle + half]
      var sum = 0.0
      var offset = 0
      while offset < window {
        sum += weights[offset] * values[middle - half + offset]
        offset += 1
      }
      return sum * scale
    }
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}

extension SavitzkyGolay {
  private static func weights(half: Int, degree: Int, derivative: Int) -> [[Double]] {
    let places = -half...half
    let polynomials = places.map { gram(half, degree, at: $0, derivatives: derivative) }
    let norms = (0...degree).map { order in
      Double(2 * order + 1) * falling(2 * half, order)
        / falling(2 * half + order + 1, order + 1)
    }
    return polynomials.map { taken in
      let factors = zip(norms, taken[derivative]).map { $0 * $1 }
      return polynomials.map { dot($0[0], factors) }
    }
  }

  private static func dot(_ one: [Double], _ other: [Double]) -> Double {
    var sum = 0.0
    var index = 0
    while index < one.count {
      sum += one[index] * other[index]
      index += 1
    }
    return sum
  }

  /// The Gram polynomials of all orders and their derivatives at a place, by Gorry's recursion.
  private static func gram(
    _ half: Int, _ degree: Int, at place: Int, derivatives: Int
  ) -> [[Double]] {
    var table = [[Double]](
      repeating: [Double](repeating: 0, count: degree + 1), count: derivatives + 1)
    for derivative in 0...derivatives {
      for order in 0...degree {
        guard order > 0 else {
          table[derivative][0] = derivative == 0 ? 1 : 0
          continue
        }
        let scale = Double(order * (2 * half - order + 1))
        let own = Double(place) * table[derivative][order - 1]
        let lower = derivative > 0 ? Double(derivative) * table[derivative - 1][order - 1] : 0
        let before = order > 1 ? table[derivative][order - 2] : 0
        table[derivative][order] =
          Double(4 * order - 2) / scale * (own + lower)
          - Double((order - 1) * (2 * half + order)) / scale * before
      }
    }
    return table
  }

  /// n·(n − 1)·…, so many factors.
  private static func falling(_ number: Int, _ count: Int) -> Double {
    (0..<count).reduce(1.0) { $0 * Double(number - $1) }
  }
}

/// Why a series cannot be smoothed or interpolated.
public enum SmoothingError: Error, Hashable, Sendable {
  /// A window that is even, or no larger than the degree, or a derivative above the degree.
  case impossibleWindow(Int, degree: Int, derivative: Int)
  /// Fewer values than the window holds.
  case tooFewValues(Int, wanted: Int)
  /// Places that do not rise, at the index of the first that does not.
  case notRising(Int)
}

extension SmoothingError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .impossibleWindow(let window, let degree, let derivative):
      "a window of \(window) values gives no polynomial of degree \(degree) with a derivative "
        + "\(derivative): it should be odd and larger than the degree"
    case .tooFewValues(let count, let wanted): "\(wanted) values are wanted, not \(count)"
    case .notRising(let index): "value \(index + 1) does not lie beyond the one before it"
    }
  }
}
