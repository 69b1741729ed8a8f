import Analysis
import Diffraction
import Numerics
import Quantity
import Text
import Words
import XRDML

/// The pattern of a line-profile standard, fitted as a whole with its certified lattice.
struct Standard {
  private let model: StandardPattern
  private let points: PeakPoints
  private let fit: PowderFit
  private let quantities: [Quantity]
  private let lattice: Quantity
  private let beam: Beam

  /// The number of terms of the background less one.
  static let backgroundDegree = 6
  /// A reflection must lie so many degrees within the scan.
  private static let margin = 1.0
  private static let name = "xrd.standard_lattice"

  /// Fits a pattern.
  ///
  /// - Throws: A diagnostic or a fault that says why there is no instrument.
  init(
    of scan: PowderScan, parameters: [String: String], in derivation: Derivation
  ) throws {
    for name in parameters.keys.sorted() where name != Self.name {
      throw StandardFault.unknownParameter(name)
    }
    guard let text = parameters[Self.name] else { throw StandardFault.noLattice }
    lattice = try Self.lattice(text, in: derivation)
    beam = try Beam(scan.radiation, in: derivation)
    let pattern = MeasuredPattern(scan)
    let window = pattern.places[0]...pattern.places[pattern.places.count - 1]
    let wavelength = beam.wavelength.value
    let positions = Self.positions(
      UnitCell.cubic(a: lattice.value), wavelength: wavelength,
      within: (window.lowerBound + Self.margin)...(window.upperBound - Self.margin))
    guard positions.count >= 5 else { throw StandardFault.tooFew(positions.count) }
    let model = StandardPattern(positions: positions, lines: beam.lines)
    do throws(PeakFitError) {
      points = try pattern.points(window)
      fit = try PowderFit(
        model, to: points, backgroundDegree: Self.backgroundDegree,
        from: positions.map { pattern.excess(($0 - 0.8)...($0 + 0.8)) }
          + [0.01, 0.005, 0.5, 0, 0, 1e-3])
    } catch {
      throw scan.intensities.cells[0].diagnostic("the pattern of the standard: \(error)")
    }
    self.model = model
    let found = StandardPattern.Parameter.allCases.map(model.index).map { [fit] in
      fit.parameters[$0]
    }
    guard found[0] > 0, found[1] > 0, found[5] > 0, (0...1).contains(found[2]) else {
      throw scan.intensities.cells[0].diagnostic(
        "the pattern of the standard has no profile of an instrument: the fit ends at "
          + "U = \(found[0])°², W = \(found[1])°², η = \(found[2]), Ψ² = \(found[5])")
    }
    quantities = try Self.quantities(
      fit, model, pattern.inputs(window), lattice, beam, in: derivation)
  }

  private static func lattice(_ text: String, in derivation: Derivation) throws -> Quantity {
    let lattice = try derivation.parameter(name, text: text).named("a(standard)")
    guard lattice.unit.symbol == "Å", lattice.value > 1 else { throw StandardFault.noLattice }
    return lattice
  }

  /// 2θ of the reflections of a primitive cubic lattice.
  private static func positions(
    _ cell: UnitCell, wavelength: Double, within window: ClosedRange<Double>
  ) -> [Double] {
    var found: [Int: Double] = [:]
    for h in 0...6 {
      for k in 0...h {
        for l in 0...k where h > 0 {
          let index = Miller(h, k, l)
          guard let place = cell.position(index, wavelength: wavelength)?.value,
            window.contains(place)
          else { continue }
          found[h * h + k * k + l * l] = place
        }
      }
    }
    return found.values.sorted()
  }

  /// The parameters of the instrument with their covariance; Ψ from Ψ².
  private static func quantities(
    _ fit: PowderFit, _ model: StandardPattern, _ inputs: [Named<Procedure.Input>],
    _ lattice: Quantity, _ beam: Beam, in derivation: Derivation
  ) throws -> [Quantity] {
    let indices = StandardPattern.Parameter.allCases.map(model.index)
    let angle = Unit(opaque: "°")
    let square = try Unit("°²")
    let procedure = Procedure(
      "fit of the standard", output: "",
      method: "pseudo-Voigt doublets, width √(U tan²θ + W), smeared by axial divergence 0…Ψ; "
        + "Chebyshev background of degree \(backgroundDegree); weights 1/max(N, 1)",
      inputs: inputs + [
        Named("a", .step(lattice.step)), Named("λ(Kα1)", .step(beam.wavelength.step)),
      ],
      parameters: [
        Named("reflections", JSON(model.positions.count)),
        Named("degrees of freedom", JSON(fit.degreesOfFreedom)),
        Named("reduced chi-squared", JSON(fit.reducedChiSquared)),
      ])
    let degrees = 180 / Double.pi
    // Ψ² is fitted in rad², and published as Ψ in degrees: dΨ = dΨ²/(2Ψ).
    let axial = fit.parameters[indices[5]].squareRoot()
    let scales = [1, 1, 1, 1, 1, degrees / (2 * axial)]
    let values = indices[..<5].map { fit.parameters[$0] } + [axial * degrees]
    let covariance = indices.indices.map { row in
      indices.indices.map {
        fit.covariance[indices[row]][indices[$0]] * (scales[row] * scales[$0])
      }
    }
    return try derivation.procedure(
      procedure,
      outputs: zip(
        zip(["U", "W", "share of Lorentz", "zero", "displacement", "axial divergence"], values),
        [square, square, .one, angle, angle, angle]
      ).map { Named($0.0.0, Operation.Operand($0.0.1, $0.1)) },
      covariance: covariance, dof: Double(fit.degreesOfFreedom))
  }
}

extension Standard {
  /// The numbers that other stages take in.
  func publication() throws -> Publication {
    var publication = Publication()
    let words = """
      by a fit of the whole pattern of the standard, a = \(lattice.value) Å, \
      \(model.positions.count) reflections, reduced χ² \
      \((fit.reducedChiSquared * 1000).rounded() / 1000), for the wavelength of the file and a \
      standard without size and strain
      """
    let numbers = [
      ("width_u", "U of the width √(U tan²θ + W) of a line of the instrument (FWHM)"),
      ("width_w", "W of the width √(U tan²θ + W) of a line of the instrument (FWHM)"),
      ("lorentz_share", "share η of the Lorentz function in a line of the instrument"),
      ("zero", "by how much 2θ is read too high at all angles"),
      ("displacement", "s in 2θ + s·cos θ of the standard as mounted"),
      ("axial_divergence", "the greatest axial divergence Ψ: a line is smeared by (ψ²/2)·cot 2θ"),
    ]
    for (quantity, (name, definition)) in zip(quantities, numbers) {
      try publication.publish(
        name, quantity, definition: "\(definition); \(words)", budget: .complete)
    }
    try publication.publish(
      KnownInstrument.wavelengthName, beam.wavelength,
      definition: "λ(Kα1) the pattern of the standard is said to be measured with",
      budget: .partial(missing: "not stated by the file"))
    return publication
  }

  /// The points with the fit, for a figure.
  var table: ResultFile {
    .table(
      "pattern.csv",
      headings: ["two_theta (°)", "intensity (counts)", "fit (counts)", "background (counts)"],
      rows: points.places.indices.map { index in
        [points.places[index], points.values[index], fit.curve[index], fit.background[index]]
          .map { "\($0)" }
      })
  }
}

/// The two lines of the radiation.
struct Beam {
  let wavelength: Quantity
  let lines: PowderOptics

  init(_ radiation: Radiation, in derivation: Derivation) throws {
    wavelength = try radiation.kAlpha1.quantity(radiation.unit, in: derivation).named("λ(Kα1)")
    lines = PowderOptics(
      wavelengthRatio: try radiation.kAlpha2.number() / wavelength.value,
      ratio: try radiation.ratio.number())
  }
}

extension MeasuredPattern {
  init(_ scan: PowderScan) {
    var columns = [("intensities", scan.intensities.cells.map(\.cell))]
    if !scan.intensities.attenuation.isEmpty {
      columns.append(("attenuation", scan.intensities.attenuation.map(\.cell)))
    }
    if case .list(let cells) = scan.angles.source { columns.append(("angles", cells.map(\.cell))) }
    self.init(
      file: scan.file, places: scan.angles.values, values: scan.intensities.values,
      variances: scan.intensities.variances, columns: columns)
  }
}

/// Why there is no instrument, as facts; their words stand here.
enum StandardFault: Error, CustomStringConvertible {
  case unknownParameter(String)
  case noLattice
  case tooFew(Int)

  var description: String {
    switch self {
    case .unknownParameter(let name): "there is no parameter \(Escaped(name))"
    case .noLattice:
      "the lattice of the standard is missing\n"
        + "  hint: --parameter \"xrd.standard_lattice=4.156826 Å\""
    case .tooFew(let count):
      "the scan holds \(count) reflections of the standard; five at least are wanted"
    }
  }
}
