#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The coverage factor k of Student's t (GUM, JCGM 100:2008, G.3), for any degrees of freedom.
///
/// The GUM offers to interpolate between whole degrees of freedom (G.4.1): the distribution itself
/// has no need of whole ones.
enum StudentQuantile {
  /// The factor within whose ± a variable with these degrees of freedom, infinitely many where they
  /// are `nil`, lies with a probability.
  static func factor(coverage: Double, dof: Double?) -> Double {
    let normal = NormalQuantile.value(at: 0.5 + coverage / 2)
    guard let dof, dof < 1e8 else { return normal }
    var (low, high) = (0.0, normal)
    while outside(high, dof) > 1 - coverage, high < 1e300 { (low, high) = (high, 2 * high) }
    while high - low > 1e-13 * high {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if outside(middle, dof) > 1 - coverage { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// The probability that |t| is greater: I_x(ν/2, 1/2) with x = ν/(ν + t²) (Abramowitz and Stegun
  /// 26.7.1, 26.5.27).
  private static func outside(_ t: Double, _ dof: Double) -> Double {
    let x = dof / (dof + t * t)
    let (a, b) = (dof / 2, 0.5)
    // The continued fraction converges fast on this side only; the other is its complement.
    if x < (a + 1) / (a + b + 2) { return incompleteBeta(x, 1 - x, a, b) }
    let rest = t * t / (dof + t * t)
    return 1 - incompleteBeta(rest, 1 - rest, b, a)
  }

  /// The regularised incomplete beta function by its continued fraction (NIST DLMF 8.17.22), from
  /// the front by the method of Lentz; `y` is 1 - x.
  private static func incompleteBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    let tiny = 1e-300
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(y)) / a
    var (fraction, c, d) = (1.0, 1.0, 0.0)
    for index in 0..<10_000 {
      let m = Double(index / 2)
      let term =
        index == 0
        ? 1
        : index.isMultiple(of: 2)
          ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
          : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + term * d
      if abs(d) < tiny { d = tiny }
      d = 1 / d
      c = 1 + term / c
      if abs(c) < tiny { c = tiny }
      fraction *= c * d
      if index > 0, abs(c * d - 1) < 1e-15 { break }
    }
    return front * (fraction - 1)
  }
}
