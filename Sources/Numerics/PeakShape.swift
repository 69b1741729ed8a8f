#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The pseudo-Voigt function η·L + (1 − η)·G of unit area, its left and its right half each with a
/// width and a share η of its own; with equal halves it is the common symmetric one.
///
/// Both halves have the same height where they meet, so that the curve has no step.
struct PeakShape {
  /// One half: the full width at half maximum it would have if the other were like it, and η.
  struct Half {
    let width: Double
    let mixing: Double

    private static let lorentz = 2 / Double.pi
    private static let gauss = 2 * (log(2.0) / Double.pi).squareRoot()

    /// The height of the function of unit area and unit width.
    var height: Double { mixing * Self.lorentz + (1 - mixing) * Self.gauss }
    /// The derivative of the height with respect to η.
    static let heightByMixing = lorentz - gauss
    /// The area of the half when its height is 1.
    var area: Double { width / (2 * height) }

    /// The function of unit area and unit width, and its derivatives by the place and by η.
    func value(_ place: Double) -> (value: Double, byPlace: Double, byMixing: Double) {
      let quotient = 1 + 4 * place * place
      let lorentz = Self.lorentz / quotient
      let gauss = Self.gauss * exp(-4 * log(2.0) * place * place)
      return (
        mixing * lorentz + (1 - mixing) * gauss,
        -8 * place * (mixing * lorentz / quotient + (1 - mixing) * log(2.0) * gauss),
        lorentz - gauss
      )
    }
  }

  let left: Half
  let right: Half

  /// The value at a distance from the maximum, with its derivatives.
  struct Value {
    var value = 0.0
    /// By the distance, then by width and η of the left half, then by those of the right.
    var derivatives = [0.0, 0, 0, 0, 0]
  }

  /// The function of unit area at a distance from its maximum.
  func value(at distance: Double) -> Value {
    let half = distance < 0 ? left : right
    let place = distance / half.width
    let (value, byPlace, byMixing) = half.value(place)
    let area = left.area + right.area
    let scale = 1 / (half.height * area)
    var result = Value(value: value * scale)
    result.derivatives[0] = byPlace / half.width * scale
    let own = distance < 0 ? 1 : 3
    result.derivatives[own] = -byPlace * place / half.width * scale
    result.derivatives[own + 1] =
      (byMixing - value * Half.heightByMixing / half.height) * scale
    for (index, half) in [(1, left), (3, right)] {
      result.derivatives[index] -= result.value / (2 * half.height * area)
      result.derivatives[index + 1] +=
        result.value * half.area / half.height * Half.heightByMixing / area
    }
    return result
  }
}
