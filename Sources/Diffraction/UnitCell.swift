#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A reflection by its Miller indices.
public struct Miller: Hashable, Sendable, CustomStringConvertible {
  /// The index along the first edge.
  public let h: Int
  /// The index along the second edge.
  public let k: Int
  /// The index along the third edge.
  public let l: Int

  /// Makes a reflection from its indices.
  public init(_ h: Int, _ k: Int, _ l: Int) { (self.h, self.k, self.l) = (h, k, l) }

  /// The indices in one word, `003` or `1010`; a minus stands before its index.
  public var description: String { "\(h)\(k)\(l)" }
}

/// A hexagonal or cubic unit cell, in Å.
public enum UnitCell: Hashable, Sendable {
  /// Two edges: a and c.
  case hexagonal(a: Double, c: Double)
  /// One edge.
  case cubic(a: Double)

  /// The edges: a, and c of a hexagonal cell.
  public var edges: [Double] {
    switch self {
    case .hexagonal(let a, let c): [a, c]
    case .cubic(let a): [a]
    }
  }

  /// The cell of the same kind with other edges.
  public func with(_ edges: [Double]) -> UnitCell {
    switch self {
    case .hexagonal: .hexagonal(a: edges[0], c: edges[1])
    case .cubic: .cubic(a: edges[0])
    }
  }

  /// 1/d² of a reflection in Å⁻², and its derivatives by the edges (International Tables for
  /// Crystallography C, 2004, section 1.2).
  func inverseSquare(_ index: Miller) -> (value: Double, byEdge: [Double]) {
    let (h, k, l) = (Double(index.h), Double(index.k), Double(index.l))
    switch self {
    case .cubic(let a):
      let value = (h * h + k * k + l * l) / (a * a)
      return (value, [-2 * value / a])
    case .hexagonal(let a, let c):
      let plane = 4 / 3 * (h * h + h * k + k * k) / (a * a)
      let axis = l * l / (c * c)
      return (plane + axis, [-2 * plane / a, -2 * axis / c])
    }
  }

  /// The distance d of the lattice planes, in Å.
  public func spacing(_ index: Miller) -> Double { 1 / inverseSquare(index).value.squareRoot() }

  /// 2θ by Bragg's law in degrees, with its derivatives by the edges in degrees/Å; `nil` for planes
  /// too close to diffract.
  ///
  /// - Parameters:
  ///   - index: The reflection.
  ///   - wavelength: The wavelength in Å.
  /// - Returns: The angle and how it moves with each edge.
  public func position(
    _ index: Miller, wavelength: Double
  ) -> (value: Double, byEdge: [Double])? {
    let (inverse, byEdge) = inverseSquare(index)
    let sine = wavelength / 2 * inverse.squareRoot()
    guard sine < 1 else { return nil }
    let theta = asin(sine)
    let factor = wavelength / 4 / inverse.squareRoot() / cos(theta) * 360 / .pi
    return (theta * 360 / .pi, byEdge.map { $0 * factor })
  }
}

/// The size of domains from the width of a reflection.
///
/// From P. Scherrer, Nachr. Ges. Wiss. Göttingen (1918) 98.
public enum Scherrer {
  /// The width in degrees 2θ that domains of a size add, K·λ/(D·cos θ).
  ///
  /// - Parameters:
  ///   - inverseSize: 1/D in Å⁻¹.
  ///   - position: 2θ in degrees.
  ///   - wavelength: λ in Å.
  ///   - shape: K: 0.9 with the full width at half maximum, 1 with the integral breadth.
  /// - Returns: The width in degrees 2θ.
  public static func width(
    inverseSize: Double, position: Double, wavelength: Double, shape: Double = 0.9
  ) -> Double {
    shape * wavelength * inverseSize / cos(position * .pi / 360) * 180 / .pi
  }

  /// The size D in Å of domains from a width in degrees 2θ, the instrument's taken off.
  ///
  /// Widths of Lorentz profiles add, so the instrument's is subtracted.
  public static func size(
    width: Double, instrument: Double, position: Double, wavelength: Double, shape: Double = 0.9
  ) -> Double {
    shape * wavelength / ((width - instrument) * .pi / 180 * cos(position * .pi / 360))
  }

  /// The integral breadth of a pseudo-Voigt profile over its full width at half maximum.
  public static func breadth(mixing: Double) -> Double {
    1 / (mixing * 2 / .pi + (1 - mixing) * 2 * (log(2.0) / .pi).squareRoot())
  }
}
