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
    /// Its intensity as a share of the strongest of the pattern, by the structure.
    let share: Double

    /// Whether it is too weak for a place of its own.
    var isTied: Bool { share < 0.025 }
    /// Whether it must be found.
    var isStrong: Bool { share > 0.05 }
  }

  let indices: [Miller]
  /// The numbers of the reflections that are detected where they should be and count for the lattice.
  let used: [Int]
  let window: ClosedRange<Double>
  let fit: PowderFit
  let points: PeakPoints
  let model: PeakGroup
  /// The changes of the parameters when the instrument's axial divergence is moved.
  let axialChange: [Double]
  /// The areas in counts·degrees, with the uncertainty of the instrument.
  let areas: [Quantity]
  /// The places of the free reflections in degrees as measured, with their own uncertainty alone;
  /// `nil` of one that is tied.
  let places: [Quantity?]
  /// The full width at half maximum that all share.
  let width: Quantity

  /// The degree of the background: the tails of other reflections bend it.
  static let backgroundDegree = 2
  /// A reflection must stay so near, in degrees, to where the cell has it.
  private static let reach = 0.3
  /// An area is detected above so many of its uncertainties (Currie 1968: both errors 5 %).
  private static let detection = 3.29

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
    let ties = Self.ties(expected)
    model = PeakGroup(ties, optics: instrument.instrument.optics)
    let free = expected.indices.filter { ties[$0] == nil }
    do throws(PeakFitError) {
      points = try pattern.points(window)
      fit = try PowderFit(
        model, to: points, backgroundDegree: Self.backgroundDegree,
        from: expected.map(\.area) + free.map { expected[$0].position } + [log(0.15), 0.5])
      used = try Self.found(free, expected, model, fit, window)
    } catch {
      throw Self.diagnostic(error, expected, window, pattern, scan)
    }
    axialChange = fit.change(
      to: PeakGroup(ties, optics: instrument.moved(OxideCell.axial).optics))
    let names = expected.map(\.index.description)
    let found = try Self.quantities(fit, model, names, window, pattern, instrument, in: derivation)
    areas = try expected.indices.map { [axialChange] number in
      try instrument.carried(found[number], changes: [0, axialChange[number]])
        .named("A_\(names[number])")
    }
    places = expected.indices.map { [model] number in
      model.place(of: number).map { found[$0].named("2θ_\(names[number])") }
    }
    let last = found[model.width]
    width = try instrument.carried(last, changes: [0, axialChange[model.width] * last.value])
      .named("FWHM_\(names.joined(separator: "_"))")
  }

  /// A weak reflection follows the nearest one with a place of its own.
  private static func ties(_ expected: [Expected]) -> [PeakGroup.Tie?] {
    let free = expected.indices.filter { !expected[$0].isTied }
    return expected.indices.map { number in
      let position = expected[number].position
      guard expected[number].isTied,
        let leader = free.min(by: {
          abs(expected[$0].position - position) < abs(expected[$1].position - position)
        })
      else { return nil }
      return PeakGroup.Tie(leader: leader, distance: position - expected[leader].position)
    }
  }

  /// Which free reflections are detected near their places.
  private static func found(
    _ free: [Int], _ expected: [Expected], _ model: PeakGroup, _ fit: PowderFit,
    _ window: ClosedRange<Double>
  ) throws(PeakFitError) -> [Int] {
    var found: [Int] = []
    for number in free {
      let area = fit.parameters[number]
      let position = fit.parameters[model.place(of: number) ?? 0]
      let u = fit.covariance[number][number].squareRoot()
      let isNear = abs(position - expected[number].position) < reach
      let isDetected = area > detection * u
      if expected[number].isStrong {
        guard isNear else { throw .atEdge(position: position, window: window) }
        guard isDetected else { throw .noPeak(net: area, uncertainty: u) }
      }
      if isNear, isDetected { found.append(number) }
    }
    return found
  }

  /// The covariance of the places of two reflections that are used, in degrees².
  func covariance(_ one: Int, _ other: Int) -> Double {
    guard let row = model.place(of: one), let column = model.place(of: other) else { return 0 }
    return fit.covariance[row][column]
  }

  /// What is fitted for a reflection that is used: its place in degrees.
  func place(_ number: Int) -> Double { places[number]?.value ?? 0 }

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
    _ fit: PowderFit, _ model: PeakGroup, _ names: [String], _ window: ClosedRange<Double>,
    _ pattern: MeasuredPattern, _ instrument: KnownInstrument, in derivation: Derivation
  ) throws -> [Quantity] {
    let angle = Unit(opaque: "°")
    let area = try Unit("counts·°")
    let width = exp(fit.parameters[model.width])
    let scales = Array(repeating: 1.0, count: model.width) + [width]
    let covariance = scales.indices.map { row in
      scales.indices.map { fit.covariance[row][$0] * (scales[row] * scales[$0]) }
    }
    let areas = names.enumerated().map {
      Named("area of \($1)", Operation.Operand(fit.parameters[$0], area))
    }
    let places = names.enumerated().compactMap { number, name in
      model.place(of: number).map {
        Named("place of \(name)", Operation.Operand(fit.parameters[$0], angle))
      }
    }
    let outputs = areas + places + [Named("width", Operation.Operand(width, angle))]
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
      dof: fit.isScaled ? Double(fit.degreesOfFreedom) : nil)
  }
}
