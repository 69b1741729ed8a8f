#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A peak of two lines over a straight background, as a curve to be fitted.
///
/// The parameters are area, place of the first line, height and slope of the background in the
/// middle of the window, then the logarithms of the widths (one, or left and right), then the
/// mixing shares that are free.
struct DoubletCurve: LeastSquares.Curve {
  let places: [Double]
  let doublet: PeakFit.Doublet
  let profile: PeakFit.Profile
  /// The share η of each half that is held, `nil` where it is fitted; a symmetric profile has one.
  let held: [Double?]

  /// How many parameters stand before the widths.
  static let common = 4

  private var middle: Double { (places[0] + places[places.count - 1]) / 2 }
  private var halves: Int { profile.halves }

  /// The index of the parameter that is the width of a half.
  func width(ofHalf half: Int) -> Int { Self.common + half }

  /// The index of the parameter that is the share η of a half; `nil` where it is held.
  func mixing(ofHalf half: Int) -> Int? {
    guard held[half] == nil else { return nil }
    return Self.common + halves + held[..<half].count { $0 == nil }
  }

  func shape(_ parameters: [Double]) -> PeakShape {
    let all = (0..<halves).map { half in
      PeakShape.Half(
        width: exp(parameters[width(ofHalf: half)]),
        mixing: mixing(ofHalf: half).map { parameters[$0] } ?? held[half] ?? 0)
    }
    return PeakShape(left: all[0], right: all[halves - 1])
  }

  func background(_ parameters: [Double]) -> [Double] {
    places.map { parameters[2] + parameters[3] * ($0 - middle) }
  }

  func values(_ parameters: [Double]) -> [Double] {
    let shape = shape(parameters)
    let second = doublet.second(of: parameters[1])
    return zip(places, background(parameters)).map { place, background in
      let first = shape.value(at: place - parameters[1]).value
      let other = doublet.ratio * shape.value(at: place - second.place).value
      return parameters[0] / (1 + doublet.ratio) * (first + other) + background
    }
  }

  func derivatives(_ parameters: [Double]) -> [[Double]] {
    let shape = shape(parameters)
    let second = doublet.second(of: parameters[1])
    let area = parameters[0] / (1 + doublet.ratio)
    return places.map { place in
      let first = shape.value(at: place - parameters[1])
      let other = shape.value(at: place - second.place)
      var row = [Double](repeating: 0, count: parameters.count)
      row[0] = (first.value + doublet.ratio * other.value) / (1 + doublet.ratio)
      row[1] =
        -area
        * (first.derivatives[0] + doublet.ratio * other.derivatives[0] * second.derivative)
      row[2] = 1
      row[3] = place - middle
      for side in 0...1 {
        let half = min(side, halves - 1)
        let index = width(ofHalf: half)
        let byWidth =
          first.derivatives[1 + 2 * side] + doublet.ratio * other.derivatives[1 + 2 * side]
        row[index] += area * byWidth * (side == 0 ? shape.left : shape.right).width
        guard let mixing = mixing(ofHalf: half) else { continue }
        row[mixing] +=
          area * (first.derivatives[2 + 2 * side] + doublet.ratio * other.derivatives[2 + 2 * side])
      }
      return row
    }
  }
}

extension PeakFit.Doublet {
  /// Where the second line stands, in degrees 2θ, and how it moves with the first.
  func second(of place: Double) -> (place: Double, derivative: Double) {
    let half = place * .pi / 360
    // Beyond 1 the second line is not diffracted; a peak so far back is no peak of these patterns.
    let sine = min(wavelengthRatio * sin(half), 1)
    let second = asin(sine)
    return (second * 360 / .pi, wavelengthRatio * cos(half) / max(cos(second), 1e-9))
  }
}
