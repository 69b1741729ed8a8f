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

/// Writes down how the values of one reflection came about: a procedure over a stretch of words.
struct ReflectionSteps {
  private let name: String
  /// The points and the window.
  private let inputs: [Named<Procedure.Input>]
  /// What only a fit needs: the lines of the radiation.
  private let lines: [Named<Procedure.Input>]
  private let method: String
  private let angle: Unit
  private let area: Unit
  private let points: Int
  private let derivation: Derivation

  init(
    _ stretch: Stretch, _ window: Settings.Window, _ scan: PowderScan, _ beam: Beam,
    ends: [Named<Procedure.Input>], in derivation: Derivation
  ) throws {
    name = stretch.name
    angle = scan.angles.unit
    area = try Unit("\(scan.intensities.unit)·\(angle)")
    points = scan.intensities.count
    self.derivation = derivation
    let cells = Array(scan.intensities.cells[stretch.range])
    var inputs = [Named("intensities", Self.range(cells, of: scan.file))]
    if !scan.intensities.attenuation.isEmpty {
      let factors = Array(scan.intensities.attenuation[stretch.range])
      inputs.append(Named("attenuation", Self.range(factors, of: scan.file)))
    }
    if case .list(let cells) = scan.angles.source {
      inputs.append(Named("angles", Self.range(Array(cells[stretch.range]), of: scan.file)))
    }
    self.inputs = inputs + ends + Self.steps([("from", window.from), ("to", window.to)])
    lines = Self.steps([
      ("λ(Kα1)", beam.kAlpha1), ("λ(Kα2)", beam.kAlpha2), ("Kα2/Kα1", beam.ratio),
    ])
    method = "\(beam.words); straight background; weights 1/max(N, 1)"
  }

  /// The angles of the first and the last point, where all others lie between them.
  static func ends(
    of scan: PowderScan, in derivation: Derivation
  ) throws -> [Named<Procedure.Input>] {
    guard case .steps(let from, let to) = scan.angles.source else { return [] }
    return try [("first angle", from), ("last angle", to)].map { name, cell in
      let angle = try cell.quantity(scan.angles.unit, in: derivation).named(name)
      return Named(name, .step(angle.step))
    }
  }

  /// Area, place, width and share of a fit by a profile without axial divergence.
  func fit(_ fit: PeakFit, _ profile: String, _ shape: String) throws -> [Quantity] {
    try fitted(
      profile, "\(shape); \(method)", [fit.area, fit.position, fit.width, fit.mixing],
      fit.covariance, (fit.reducedChiSquared, fit.degreesOfFreedom, fit.reducedChiSquared > 1))
  }

  /// Area, place, width and share of a pseudo-Voigt profile smeared by axial divergence.
  func fit(_ fit: PowderFit, axial: Quantity) throws -> [Quantity] {
    let width = exp(fit.parameters[2])
    // The logarithm of the width is fitted.
    let scales = [1, 1, width, 1]
    let covariance = scales.indices.map { row in
      scales.indices.map { fit.covariance[row][$0] * (scales[row] * scales[$0]) }
    }
    return try fitted(
      "pseudo-Voigt",
      "η·L + (1 − η)·G with one width, smeared by axial divergence 0…\(axial.value)°; \(method)",
      [fit.parameters[0], fit.parameters[1], width, fit.parameters[3]], covariance,
      (fit.reducedChiSquared, fit.degreesOfFreedom, fit.isScaled),
      [Named("axial divergence", .step(axial.step))])
  }

  private func fitted(
    _ profile: String, _ method: String, _ values: [Double], _ covariance: [[Double]],
    _ chi: (reduced: Double, dof: Int, isScaled: Bool), _ more: [Named<Procedure.Input>] = []
  ) throws -> [Quantity] {
    let procedure = Procedure(
      "\(profile) fit of \(name)", output: "", method: method,
      inputs: inputs + lines + more,
      parameters: [
        Named("points of the scan", JSON(points)),
        Named("degrees of freedom", JSON(chi.dof)),
        Named("reduced chi-squared", JSON(chi.reduced)),
      ])
    let names = ["area", "position", "width", "share of Lorentz"]
    let outputs = zip(zip(names, values), [area, angle, angle, .one]).map {
      Named($0.0, Operation.Operand($0.1, $1))
    }
    return try derivation.procedure(
      procedure, outputs: outputs, covariance: covariance,
      dof: chi.isScaled ? Double(chi.dof) : nil)
  }

  /// The area without any profile.
  func netSum(_ sum: NetSum) throws -> Quantity {
    let procedure = Procedure(
      "net sum of \(name)", output: "",
      method: "trapezoids over a straight background between the means of the first and last "
        + "\(PeakPoints.endCount) points of the window; variances max(N, 1)",
      inputs: inputs, parameters: [Named("points of the scan", JSON(points))])
    return try derivation.procedure(
      procedure, outputs: [Named("area", Operation.Operand(sum.area, area))],
      covariance: [[sum.uncertainty * sum.uncertainty]])[0]
  }

  private static func steps(_ quantities: [(String, Quantity)]) -> [Named<Procedure.Input>] {
    quantities.map { Named($0.0, .step($0.1.step)) }
  }

  /// The first and the last word of a list, as a range of cells.
  private static func range(_ cells: [WordCell], of file: String) -> Procedure.Input {
    let ends = [cells.first, cells.last].compactMap { $0?.cell.address }
    return .range(path: file, cells: ends.joined(separator: ":"))
  }
}
