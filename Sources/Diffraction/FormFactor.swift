#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How strongly an ion scatters X-rays of Cu Kα.
///
/// f₀(s) = c + Σ aᵢ exp(−bᵢ s²) with s = sin θ/λ (D. Waasmaier and A. Kirfel, Acta Cryst. A 51 (1995)
/// 416); f′ and f″ at 8047.8 eV (C. T. Chantler, J. Phys. Chem. Ref. Data 24 (1995) 71).
public struct FormFactor: Hashable, Sendable {
  let a: [Double]
  let b: [Double]
  let c: Double
  /// The real and the imaginary part of the anomalous scattering, in electrons.
  public let anomalous: (real: Double, imaginary: Double)

  init(
    _ a: [Double], _ b: [Double], _ c: Double, _ anomalous: (real: Double, imaginary: Double)
  ) {
    (self.a, self.b, self.c, self.anomalous) = (a, b, c, anomalous)
  }

  /// f₀ in electrons at s = sin θ/λ in Å⁻¹, below 6.
  public func normal(_ s: Double) -> Double {
    zip(a, b).reduce(c) { $0 + $1.0 * exp(-$1.1 * s * s) }
  }

  /// Whether two ions scatter alike.
  public static func == (one: FormFactor, other: FormFactor) -> Bool {
    one.a == other.a && one.b == other.b && one.c == other.c
  }

  /// Feeds the coefficients.
  public func hash(into hasher: inout Hasher) { hasher.combine(a) }
}

extension FormFactor {
  /// Ni²⁺.
  public static let nickel = FormFactor(
    [12.519017, 37.832058, 4.387257, 0.661552, 6.949072],
    [3.933053, 0.000442, 10.449184, 23.860998, 0.283723], -36.344471,
    (-3.0420306, 0.5050137))
  /// Co³⁺.
  public static let cobalt = FormFactor(
    [6.861739, 2.67857, 12.281889, 3.501741, -0.179384],
    [0.309794, 0.008142, 4.331703, 11.914167, 11.914167], -1.147345,
    (-2.4516062, 3.6077522))
  /// Mn⁴⁺.
  public static let manganese = FormFactor(
    [12.409131, 7.466993, 1.809947, -12.138477, 10.780248],
    [0.3004, 0.112814, 12.520756, 0.168653, 5.173237], 0.672146,
    (-0.6042698, 2.7913364))
  /// Li⁺.
  public static let lithium = FormFactor(
    [0.432724, 0.549257, 0.376575, -0.336481, 0.97606],
    [0.260367, 1.042836, 7.885294, 0.260368, 3.042539], 0.001764,
    (0.0000912, 0.0003334))
  /// O⁻, the most charged oxygen of the table.
  public static let oxygen = FormFactor(
    [3.106934, 3.235142, 1.148886, 0.783981, 0.676953],
    [19.86808, 6.960252, 0.170043, 65.693512, 0.630757], 0.046136,
    (0.0454729, 0.0319661))
}
