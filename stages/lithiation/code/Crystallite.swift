#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import HeatingSeries
import Numerics
import Quantity
import Text

/// What the 003 line of one pattern says of the layered crystallites: how wide it is, and from that
/// how large they are.
struct Crystallite {
  /// 2θ of the Kα1 line, in degrees.
  let position: Double
  /// The full width at half maximum of one line, in degrees.
  let width: Quantity
  /// The area over the Lorentz-polarisation factor, in counts·°.
  let intensity: Quantity
  /// The apparent size normal to (003), in nm.
  let size: Quantity
  /// The volume of a sphere of that diameter, in nm³.
  let volume: Quantity

  /// Fits the line; what hinders a size is returned as a reason, not as a size.
  init(
    of pattern: HeatingPattern, _ standard: Standard, with settings: Settings
  ) throws {
    let instrument = standard.width
    let window = try pattern.scan.window(settings.from, settings.to, of: "003")
    let fit: PeakFit
    do throws(PeakFitError) {
      fit = try PeakFit(window.points, doublet: settings.doublet, profile: .pseudoVoigt)
    } catch {
      throw Suppression.notFound("\(error)")
    }
    guard settings.places.contains(fit.position) else {
      throw Suppression.elsewhere(fit.position)
    }
    guard fit.width > instrument.value else { throw Suppression.narrow(fit.width) }
    let found = try Self.steps(fit, window.input, settings)
    let stability = try Self.stability(window.input, settings)
    position = fit.position
    width = found[1].named("FWHM_003")
    intensity = try (found[0] * stability).named("I_003")
    let breadth = try (width - instrument).converted(to: Unit("rad")).named("β")
    size = try (settings.shape * settings.kAlpha1 / (breadth * found[2]))
      .converted(to: Unit("nm")).named("D")
    volume = try (.pi / 6 * size.power(3)).named("V")
    let relative = try size.propagated().uncertainty.map { $0 / size.value } ?? .infinity
    guard relative <= settings.limit.value else { throw Suppression.uncertain(relative) }
  }

  /// The outputs of the fit: intensity over its Lorentz-polarisation factor, width, and cos θ.
  private static func steps(
    _ fit: PeakFit, _ input: Procedure.Input, _ settings: Settings
  ) throws -> [Quantity] {
    let theta = fit.position * .pi / 360
    let factor = lorentzPolarisation(theta)
    let step = 1e-6
    let slope =
      (lorentzPolarisation(theta + step) - lorentzPolarisation(theta - step)) / (2 * step)
      * .pi / 360
    // Area, position and width of the fit go over into intensity, width and cos θ.
    let rows = [
      [1 / factor, -fit.area / (factor * factor) * slope, 0],
      [0, 0, 1],
      [0, -sin(theta) * .pi / 360, 0],
    ]
    let covariance = rows.map { one in
      rows.map { other in
        var sum = 0.0
        for i in 0..<3 { for j in 0..<3 { sum += one[i] * other[j] * fit.covariance[i][j] } }
        return sum
      }
    }
    let procedure = Procedure(
      "pseudo-Voigt fit of 003", output: "",
      method: settings.fitWords(settings.from, settings.to),
      inputs: [Named("counts", input)] + settings.fitInputs(settings.from, settings.to),
      parameters: settings.fitFacts(fit))
    return try settings.derivation.procedure(
      procedure,
      outputs: [
        Named("intensity", Operation.Operand(fit.area / factor, Unit("counts·°"))),
        Named("width", Operation.Operand(fit.width, Unit("°"))),
        Named("cos θ", Operation.Operand(cos(theta), .one)),
      ], covariance: symmetric(covariance),
      dof: fit.reducedChiSquared > 1 ? Double(fit.degreesOfFreedom) : nil)
  }

  /// The two triangles are equal but for rounding.
  private static func symmetric(_ matrix: [[Double]]) -> [[Double]] {
    matrix.indices.map { row in
      matrix.indices.map { matrix[max(row, $0)][min(row, $0)] }
    }
  }

  /// 1, uncertain by what the beam does from one pattern to the next.
  private static func stability(
    _ input: Procedure.Input, _ settings: Settings
  ) throws -> Quantity {
    let procedure = Procedure(
      "brightness of the pattern", output: "",
      method: "1 ± the stability of the incident beam and the scattering of the sample holder",
      inputs: [Named("counts", input), Named("stability", .step(settings.stability.step))])
    let spread = settings.stability.value
    return try settings.derivation.procedure(
      procedure, outputs: [Named("factor", Operation.Operand(1, .one))],
      covariance: [[spread * spread]])[0]
  }

  /// The Lorentz-polarisation factor without a monochromator, of a powder in reflection.
  private static func lorentzPolarisation(_ theta: Double) -> Double {
    (1 + cos(2 * theta) * cos(2 * theta)) / (sin(theta) * sin(theta) * cos(theta))
  }
}

/// Why a pattern gives no size, as facts; their words stand here.
enum Suppression: Error, CustomStringConvertible {
  case notFound(String)
  case elsewhere(Double)
  case narrow(Double)
  case uncertain(Double)

  var description: String {
    switch self {
    case .notFound(let reason): "003 not determined: \(reason)"
    case .elsewhere(let place):
      "the line at \(Self.text(place, 2))° is not where 003 stands"
    case .narrow(let width):
      "the line is \(Self.text(width, 3))° wide, not wider than the instrument's"
    case .uncertain(let relative): "u(D)/D = \(Self.text(relative, 2)), more than the limit"
    }
  }

  private static func text(_ value: Double, _ decimals: Int) -> String {
    Printed(value, uncertainty: nil, unit: .one, decimals: decimals).description
  }
}
