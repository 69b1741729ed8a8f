#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// One reflection of a powder pattern: a pseudo-Voigt profile, η·Lorentz + (1 − η)·Gauss.
public struct PowderPeak: Hashable, Sendable {
  /// The area of all lines together, in counts·degrees.
  public var area: Double
  /// 2θ of the first line in degrees, before axial divergence draws its maximum aside.
  public var position: Double
  /// The full width at half maximum of one line, in degrees 2θ.
  public var width: Double
  /// The share η of the Lorentz function, from 0 to 1.
  public var mixing: Double

  /// Makes a peak from its parts.
  public init(area: Double, position: Double, width: Double, mixing: Double) {
    self.area = area
    self.position = position
    self.width = width
    self.mixing = mixing
  }
}

/// How a diffractometer draws one reflection: two lines, and an axial divergence that smears each
/// of them towards 2θ = 90°.
///
/// A ray that leaves the equatorial plane by ψ is counted at 2θ − (ψ²/2)·cot 2θ; the rays are spread
/// evenly over 0…Ψ (H. P. Klug and L. E. Alexander, X-Ray Diffraction Procedures, 2nd ed., 1974,
/// section 5-2.2.3, to second order in ψ). Below 90° the maximum moves down and the low-angle side
/// rises, which a symmetric profile cannot follow.
public struct PowderOptics: Hashable, Sendable {
  /// The two lines.
  public var wavelengthRatio: Double
  /// The area of the second line over that of the first; 0 when there is none.
  public var ratio: Double
  /// Ψ², the square of the greatest axial divergence, in rad².
  public var axialSquare: Double

  /// Makes optics from their parts.
  public init(wavelengthRatio: Double, ratio: Double, axialSquare: Double = 0) {
    self.wavelengthRatio = wavelengthRatio
    self.ratio = ratio
    self.axialSquare = axialSquare
  }

  /// Gauss–Legendre abscissas on 0…1 and their weights, five points.
  static let nodes: [(place: Double, weight: Double)] = [
    (0.046910077030668, 0.118463442528095), (0.230765344947158, 0.239314335249683),
    (0.5, 0.284444444444444), (0.769234655052842, 0.239314335249683),
    (0.953089922969332, 0.118463442528095),
  ]
  /// Beyond so many widths a peak is drawn without smearing it, at its mean place.
  static let far = 5.0
  /// A smear of so small a share of the width only moves the peak.
  static let negligible = 0.02

  /// A profile of unit width that adds to a peak of unit area.
  struct Line {
    var place: Double
    var weight: Double
    /// How the place moves with the position of the peak, and with Ψ².
    var byPosition: Double
    var byAxial: Double
  }

  /// The lines of a peak, smeared by so many rays (1 or the number of the nodes).
  func lines(of position: Double, isFar: Bool) -> [Line] {
    let second = PeakFit.Doublet(wavelengthRatio: wavelengthRatio, ratio: ratio)
      .second(of: position)
    var lines = [Line(place: position, weight: 1 / (1 + ratio), byPosition: 1, byAxial: 0)]
    if ratio > 0 {
      lines.append(
        Line(
          place: second.place, weight: ratio / (1 + ratio), byPosition: second.derivative,
          byAxial: 0))
    }
    let rays = isFar || axialSquare == 0 ? [(place: (1.0 / 3).squareRoot(), weight: 1)] : Self.nodes
    return lines.flatMap { line in
      let angle = line.place * .pi / 180
      let cotangent = cos(angle) / sin(angle)
      return rays.map { ray in
        let half = ray.place * ray.place / 2
        let shift = half * cotangent * 180 / .pi
        let bySine = axialSquare * half / (sin(angle) * sin(angle))
        return Line(
          place: line.place - axialSquare * shift, weight: line.weight * ray.weight,
          byPosition: line.byPosition * (1 + bySine), byAxial: -shift)
      }
    }
  }

  /// The value of a peak of unit area at each place, and its derivatives.
  func rows(of peak: PowderPeak, at places: [Double]) -> [Row] {
    let near = lines(of: peak.position, isFar: false)
    let far = lines(of: peak.position, isFar: true)
    let angle = peak.position * .pi / 180
    let smear = axialSquare / 2 * abs(cos(angle) / sin(angle)) * 180 / .pi
    let limit = smear < Self.negligible * peak.width ? 0 : Self.far * peak.width
    return places.map { place in
      var row = Row()
      for line in abs(place - peak.position) < limit ? near : far {
        row.add(line, at: place, width: peak.width, mixing: peak.mixing)
      }
      return row
    }
  }

  /// A peak of unit area at one place.
  struct Row {
    var value = 0.0
    var byPosition = 0.0
    var byWidth = 0.0
    var byMixing = 0.0
    var byAxial = 0.0

    private static let lorentz = 2 / Double.pi
    private static let gauss = 2 * (log(2.0) / Double.pi).squareRoot()
    private static let exponent = 4 * log(2.0)
    /// Beyond so many widths the Gauss function is below 1e-19 of its height.
    private static let end = 4.0

    mutating func add(_ line: Line, at place: Double, width: Double, mixing: Double) {
      let distance = (place - line.place) / width
      let square = distance * distance
      let quotient = 1 / (1 + 4 * square)
      let lorentz = Self.lorentz * quotient
      let gauss = square < Self.end * Self.end ? Self.gauss * exp(-Self.exponent * square) : 0
      let value = mixing * lorentz + (1 - mixing) * gauss
      let slope =
        -8 * distance * mixing * lorentz * quotient
        - 2 * Self.exponent * distance * (1 - mixing) * gauss
      let weight = line.weight / width
      let byPlace = -weight / width * slope
      self.value += weight * value
      byPosition += byPlace * line.byPosition
      byAxial += byPlace * line.byAxial
      byWidth -= weight / width * (value + slope * distance)
      byMixing += weight * (lorentz - gauss)
    }
  }

  /// What peaks add to a pattern at each place, in counts.
  public func values(of peaks: [PowderPeak], at places: [Double]) -> [Double] {
    peaks.reduce(into: [Double](repeating: 0, count: places.count)) { sum, peak in
      for (index, row) in rows(of: peak, at: places).enumerated() {
        sum[index] += peak.area * row.value
      }
    }
  }
}
