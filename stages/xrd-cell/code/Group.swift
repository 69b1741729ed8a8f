import Diffraction
import Numerics
import Quantity
import Text
import Words
import XRDML

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reflections whose windows overlap, fitted together: areas, places, one width.
struct Group {
  /// A reflection with the place where it is looked for and the area it may have.
  struct Expected {
    let index: Miller
    let position: Double
    let area: Double
  }

  let indices: [Miller]
  let window: ClosedRange<Double>
  let fit: PowderFit
  let points: PeakPoints
  /// The changes of the parameters when the instrument's axial divergence is moved.
  let axialChange: [Double]
  /// The areas in counts·degrees, with the uncertainty of the instrument.
  let areas: [Quantity]
  /// The places in degrees as measured, with their own uncertainty alone.
  let places: [Quantity]
  /// The full width at half maximum that all share.
  let width: Quantity

  /// The degree of the background: the tails of other reflections bend it.
  static let backgroundDegree = 2
  /// A reflection must stay so near, in degrees, to where the cell has it.
  private static let reach = 0.3

  /// Fits a group.
  ///
  /// - Throws: A diagnostic at the highest point of the window.
  init(
    _ expected: [Expected], halfWindow: Double, in pattern: MeasuredPattern, of scan: PowderScan,
    _ instrument: KnownInstrument, in derivation: Derivation
  ) throws {
    indices = expected.map(\.index)
    window =
      (expected[0].position - halfWindow)...(expected[expected.count - 1].position + halfWindow)
    let model = PeakGroup(count: expected.count, optics: instrument.instrument.optics)
    do throws(PeakFitError) {
      points = try pattern.points(window)
      fit = try PowderFit(
        model, to: points, backgroundDegree: Self.backgroundDegree,
        from: expected.flatMap { [$0.area, $0.position] } + [log(0.15), 0.5])
      for (number, reflection) in expected.enumerated() {
        let position = fit.parameters[2 * number + 1]
        guard abs(position - reflection.position) < Self.reach else {
          throw .atEdge(position: position, window: window)
        }
        let (area, u) = (
          fit.parameters[2 * number], fit.covariance[2 * number][2 * number].squareRoot()
        )
        guard area > 3.29 * u else { throw .noPeak(net: area, uncertainty: u) }
      }
    } catch {
      throw Self.diagnostic(error, expected, window, pattern, scan)
    }
    let moved = PeakGroup(
      count: expected.count, optics: instrument.moved(OxideCell.axial).optics)
    axialChange = fit.change(to: moved)
    let names = expected.map(\.index.description)
    let found = try Self.quantities(fit, names, window, pattern, instrument, in: derivation)
    areas = try expected.indices.map { [axialChange] number in
      try instrument.carried(found[2 * number], changes: [0, axialChange[2 * number]])
        .named("A_\(names[number])")
    }
    places = expected.indices.map { found[2 * $0 + 1].named("2θ_\(names[$0])") }
    let last = found[found.count - 1]
    width = try instrument.carried(
      last, changes: [0, axialChange[2 * expected.count] * last.value]
    ).named("FWHM_\(names.joined(separator: "_"))")
  }

  private static func diagnostic(
    _ error: PeakFitError, _ expected: [Expected], _ window: ClosedRange<Double>,
    _ pattern: MeasuredPattern, _ scan: PowderScan
  ) -> Diagnostic {
    let range = pattern.range(window)
    let highest = range.max { pattern.values[$0] < pattern.values[$1] } ?? 0
    let names = expected.map(\.index.description).joined(separator: ", ")
    return scan.intensities.cells[highest].diagnostic(
      "reflection \(names): \(error)",
      hint: "they are looked for with the parameters xrd.cell_a and xrd.cell_c")
  }

  private static func quantities(
    _ fit: PowderFit, _ names: [String], _ window: ClosedRange<Double>,
    _ pattern: MeasuredPattern, _ instrument: KnownInstrument, in derivation: Derivation
  ) throws -> [Quantity] {
    let angle = Unit(opaque: "°")
    let area = try Unit("counts·°")
    let count = names.count
    let width = exp(fit.parameters[2 * count])
    let scales = Array(repeating: 1.0, count: 2 * count) + [width]
    let covariance = scales.indices.map { row in
      scales.indices.map { fit.covariance[row][$0] * scales[row] * scales[$0] }
    }
    let outputs =
      names.enumerated().flatMap { number, name in
        [
          Named("area of \(name)", Operation.Operand(fit.parameters[2 * number], area)),
          Named("place of \(name)", Operation.Operand(fit.parameters[2 * number + 1], angle)),
        ]
      } + [Named("width", Operation.Operand(width, angle))]
    let procedure = Procedure(
      "fit of \(names.joined(separator: ", "))", output: "",
      method: "pseudo-Voigt doublets of one width and share, smeared by axial divergence; "
        + "background of degree \(backgroundDegree); weights 1/max(N, 1)",
      inputs: pattern.inputs(window) + [
        Named("axial divergence", .step(instrument.quantities[OxideCell.axial].step))
      ],
      parameters: [
        Named("degrees of freedom", JSON(fit.degreesOfFreedom)),
        Named("reduced chi-squared", JSON(fit.reducedChiSquared)),
      ])
    return try derivation.procedure(
      procedure, outputs: outputs, covariance: covariance,
      dof: fit.reducedChiSquared > 1 ? Double(fit.degreesOfFreedom) : nil)
  }
}
