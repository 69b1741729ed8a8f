#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
public import Numerics

/// What a diffractometer adds to a pattern.
public struct Instrument: Hashable, Sendable {
  /// The wavelength of Kα1 in Å.
  public var wavelength: Double
  /// The lines and the axial divergence.
  public var optics: PowderOptics
  /// U of the width √(U tan² θ + W) that the instrument gives a line, in degrees² 2θ.
  ///
  /// From G. Caglioti, A. Paoletti and F. P. Ricci, Nucl. Instrum. 3 (1958) 223, with V = 0.
  public var u: Double
  /// W of that width, in degrees² 2θ.
  public var w: Double
  /// By how much all angles are read too high, in degrees 2θ.
  public var zero: Double

  /// Makes an instrument from its parts.
  public init(wavelength: Double, optics: PowderOptics, u: Double, w: Double, zero: Double) {
    self.wavelength = wavelength
    self.optics = optics
    self.u = u
    self.w = w
    self.zero = zero
  }

  /// The full width at half maximum of a line at 2θ in degrees.
  public func width(at position: Double) -> Double {
    let tangent = tan(position * .pi / 360)
    return (u * tangent * tangent + w).squareRoot()
  }
}

/// A standard of known lattice and no size: its pattern gives what the instrument does.
///
/// The parameters are the areas of the reflections in their order, then U, W, the share η, the zero,
/// the displacement s of 2θ + s·cos θ, and Ψ².
public struct StandardPattern: PowderModel {
  /// The reflections with their 2θ in degrees.
  public let positions: [Double]
  private let lines: PowderOptics

  /// A standard of a cell.
  public init(positions: [Double], lines: PowderOptics) {
    self.positions = positions
    self.lines = lines
  }

  /// Which parameters, after the areas.
  public enum Parameter: Int, CaseIterable, Sendable {
    case u, w, mixing, zero, displacement, axialSquare
  }

  /// The index of a parameter.
  public func index(_ parameter: Parameter) -> Int { positions.count + parameter.rawValue }

  /// How many parameters there are.
  public var parameterCount: Int { positions.count + Parameter.allCases.count }

  /// The lines with the axial divergence of the parameters.
  public func optics(_ parameters: [Double]) -> (optics: PowderOptics, axial: Int?) {
    var optics = lines
    optics.axialSquare = parameters[index(.axialSquare)]
    return (optics, index(.axialSquare))
  }

  /// The reflections with their derivatives.
  public func peaks(_ parameters: [Double]) -> [VariedPeak] {
    positions.indices.map { number in
      let theta = positions[number] * .pi / 360
      let square = tan(theta) * tan(theta)
      // A trial step may leave what is possible; the fit comes back from a width near 0.
      let width = max(
        1e-12, parameters[index(.u)] * square + parameters[index(.w)]
      ).squareRoot()
      var varied = VariedPeak(
        PowderPeak(
          area: parameters[number],
          position: positions[number] + parameters[index(.zero)]
            + parameters[index(.displacement)] * cos(theta),
          width: width, mixing: parameters[index(.mixing)]))
      varied.area = [(number, 1)]
      varied.position = [(index(.zero), 1), (index(.displacement), cos(theta))]
      varied.width = [(index(.u), square / (2 * width)), (index(.w), 1 / (2 * width))]
      varied.mixing = [(index(.mixing), 1)]
      return varied
    }
  }
}
