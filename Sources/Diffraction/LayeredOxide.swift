#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A layered oxide LiMO₂ in R-3m (hexagonal axes), transition metals at 3a (0, 0, 0), Li at
/// 3b (0, 0, ½) and O at 6c (0, 0, ±z): what its powder reflections weigh.
///
/// With the metals at the origin z is 0.2585; 0.2415 belongs to the other choice, Li at the origin.
public struct LayeredOxide: Hashable, Sendable {
  /// The edge a of the hexagonal cell in Å.
  public var a: Double
  /// The edge c in Å.
  public var c: Double
  /// Li on metal sites and Ni on Li sites: the fraction of either that is exchanged.
  public var exchange: Double
  /// The height of O over the metal layer, in units of c.
  public var oxygen: Double = 0.2585
  /// The share of Ni among the metals (Table S1).
  public var nickel: Double = 0.8991337
  /// The share of Co.
  public var cobalt: Double = 0.0506701
  /// The share of Mn.
  public var manganese: Double = 0.0501962
  /// The displacement parameters B of Li, metals and O, in Å².
  public var displacement = Displacement()

  /// Isotropic displacement parameters B, in Å².
  public struct Displacement: Hashable, Sendable {
    /// That of Li sites.
    public var lithium = 0.8
    /// That of metal sites.
    public var metal = 0.4
    /// That of O sites.
    public var oxygen = 0.7
  }

  /// An oxide with its lattice and the exchange of Li and Ni; the rest as usual for these cathodes.
  public init(a: Double, c: Double, exchange: Double) {
    (self.a, self.c, self.exchange) = (a, c, exchange)
  }

  /// The cell.
  public var cell: UnitCell { .hexagonal(a: a, c: c) }

  /// The reflections of R-3m (obverse: −h + k + l = 3n) below an angle, one of each form, in the
  /// order of their angles.
  ///
  /// - Parameters:
  ///   - angle: 2θ in degrees.
  ///   - wavelength: λ in Å.
  /// - Returns: The reflections.
  public func reflections(below angle: Double, wavelength: Double) -> [Miller] {
    var found: [(Miller, Double)] = []
    for h in 0...4 {
      for k in 0...4 {
        for l in 0...24 where (-h + k + l) % 3 == 0 && h + k + l > 0 {
          let index = Miller(h, k, l)
          guard !Self.isRepeated(index),
            let position = cell.position(index, wavelength: wavelength)?.value, position < angle
          else { continue }
          found.append((index, position))
        }
      }
    }
    return found.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// Whether another of the listed indices stands for the same form: of hk0 that with h ≥ k, and of
  /// hkl the pair is listed once where both orders are allowed.
  private static func isRepeated(_ index: Miller) -> Bool {
    index.h < index.k && (-index.k + index.h + index.l) % 3 == 0
  }

  /// How many planes a form has in the Laue class -3m, hexagonal axes.
  static func multiplicity(_ index: Miller) -> Double {
    let (h, k, l) = (index.h, index.k, index.l)
    if h == 0 && k == 0 { return 2 }
    if h == 0 || k == 0 { return 6 }
    return h == k && l == 0 ? 6 : 12
  }

  /// The intensity of a reflection in arbitrary units that all reflections share: multiplicity,
  /// |F|² and the Lorentz and polarisation factor without monochromator, (1 + cos² 2θ)/(sin² θ cos θ).
  ///
  /// No absorption and no preferred orientation.
  /// - Parameters:
  ///   - index: A reflection that is diffracted.
  ///   - wavelength: λ in Å; the anomalous scattering is that of Cu Kα.
  /// - Returns: The intensity.
  public func intensity(_ index: Miller, wavelength: Double) -> Double {
    let s = 1 / (2 * cell.spacing(index))
    let theta = asin(wavelength * s)
    func site(_ factors: [(FormFactor, Double)], _ b: Double) -> (Double, Double) {
      let factor = exp(-b * s * s)
      return factors.reduce((0, 0)) { sum, ion in
        let (form, share) = ion
        return (
          sum.0 + share * factor * (form.normal(s) + form.anomalous.real),
          sum.1 + share * factor * form.anomalous.imaginary
        )
      }
    }
    let metals = site(
      [
        (.nickel, nickel - exchange), (.cobalt, cobalt), (.manganese, manganese),
        (.lithium, exchange),
      ], displacement.metal)
    let lithium = site(
      [(.lithium, 1 - exchange), (.nickel, exchange)], displacement.lithium)
    let anions = site([(.oxygen, 1)], displacement.oxygen)
    let sign = index.l % 2 == 0 ? 1.0 : -1
    let phase = 2 * cos(2 * .pi * Double(index.l) * oxygen)
    let real = 3 * (metals.0 + sign * lithium.0 + phase * anions.0)
    let imaginary = 3 * (metals.1 + sign * lithium.1 + phase * anions.1)
    let cosine = cos(2 * theta)
    let polarisation = (1 + cosine * cosine) / (sin(theta) * sin(theta) * cos(theta))
    return Self.multiplicity(index) * (real * real + imaginary * imaginary) * polarisation
  }

  /// I(003)/I(104).
  public func ratio(wavelength: Double) -> Double {
    intensity(Miller(0, 0, 3), wavelength: wavelength)
      / intensity(Miller(1, 0, 4), wavelength: wavelength)
  }

  /// (I(006) + I(012))/I(101), which rises with disorder.
  ///
  /// From J. R. Dahn, U. von Sacken and C. A. Michal, Solid State Ionics 44 (1990) 87.
  public func rFactor(wavelength: Double) -> Double {
    (intensity(Miller(0, 0, 6), wavelength: wavelength)
      + intensity(Miller(0, 1, 2), wavelength: wavelength))
      / intensity(Miller(1, 0, 1), wavelength: wavelength)
  }
}
