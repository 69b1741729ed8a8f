import Analysis
import Numerics
import Quantity
import Text
import VAMAS

/// The peaks of one region, fitted together with the background.
struct Components {
  private let settings: Settings
  private let spectrum: CountedSpectrum
  /// The points of the window, from the lowest binding energy to the highest.
  private let points: [Int]
  private let fit: ComponentFit
  /// Area, position and width of each peak.
  private let found: [[Quantity]]

  /// Fits the peaks of a sample's region.
  init(
    _ file: VAMASFile, sample: String, _ settings: Settings, in derivation: Derivation
  ) throws {
    let region = try file.region(settings.region)
    guard region.sample.text == sample else {
      throw region.sample.diagnostic(
        "the sample is \"\(region.sample.text)\", not \"\(sample)\"")
    }
    let spectrum = try CountedSpectrum(region)
    let points = try spectrum.points(in: settings.from.value...settings.to.value)
    let counts = points.map { spectrum.intensity.values[$0] }
    do throws(PeakFitError) {
      fit = try ComponentFit(
        PeakPoints(
          places: points.map { spectrum.bindingEnergies[$0] }, values: counts,
          variances: counts.map { max($0, 1) }),
        positions: settings.peaks.map(\.position.value), width: Settings.width,
        mixing: settings.mixing.value)
    } catch {
      throw region.name.diagnostic("\(settings.region): \(error)")
    }
    found = try Self.quantities(fit, spectrum, points, settings, in: derivation)
    (self.settings, self.spectrum, self.points) = (settings, spectrum, points)
  }

  private static func quantities(
    _ fit: ComponentFit, _ spectrum: CountedSpectrum, _ points: [Int], _ settings: Settings,
    in derivation: Derivation
  ) throws -> [[Quantity]] {
    let lines = points.map { spectrum.intensity.field(ofPoint: $0).cell.line }
    let inputs =
      [
        Named(
          "counts",
          Procedure.Input.range(
            path: spectrum.intensity.label.cell.path,
            cells: "A\(lines.min() ?? 0):A\(lines.max() ?? 0)"))
      ]
      + ([("from", settings.from), ("to", settings.to), ("mixing", settings.mixing)]
      + settings.peaks.map { ($0.name, $0.position) })
      .map { Named($0.0, .step($0.1.step)) }
    let (area, energy) = (try Unit("counts·eV"), try Unit("eV"))
    let outputs = zip(settings.peaks, fit.components).flatMap { peak, component in
      [
        Named("\(peak.name) area", Operation.Operand(component.area, area)),
        Named("\(peak.name) position", Operation.Operand(component.position, energy)),
        Named("\(peak.name) width", Operation.Operand(component.width, energy)),
      ]
    }
    let values = try derivation.procedure(
      Procedure(
        "photoelectron peaks of \(settings.region)", output: "",
        method: """
          pseudo-Voigt peaks η·L + (1 − η)·G with η held, over b₀ + k·(area of the peaks below), all \
          at once; weights 1/max(N, 1); the parameters are where the fit begins
          """,
        inputs: inputs,
        parameters: [
          Named("degrees of freedom", JSON(fit.degreesOfFreedom)),
          Named("reduced chi-squared", JSON(fit.reducedChiSquared)),
          Named("curves that take turns", JSON(spectrum.region.curves.count)),
        ]),
      outputs: outputs, covariance: fit.covariance,
      dof: fit.reducedChiSquared > 1 ? Double(fit.degreesOfFreedom) : nil)
    return settings.peaks.indices.map { Array(values[(3 * $0)..<(3 * $0 + 3)]) }
  }

  /// Position, width and share of the area of each peak.
  func publication() throws -> Publication {
    var publication = Publication()
    let whole = try Quantity.sum(found.map { $0[0] }).named("A")
    let words = """
      in the \(settings.region) spectrum, \(settings.peaks.count) pseudo-Voigt peaks with \
      η = \(settings.mixing.value) over an active Shirley background, \
      \(settings.from.value)–\(settings.to.value) eV
      """
    for (peak, values) in zip(settings.peaks, found) {
      let percent = try (values[0] / whole).converted(to: Unit("%"))
      try publication.publish(
        "\(peak.name)_share", percent,
        definition: "share of the peak \(peak.name) in the area of all peaks \(words)",
        budget: .partial(missing: "not in it: the profile, the number of peaks"), decimals: 1)
      try publication.publish(
        "\(peak.name)_energy", values[1],
        definition: "binding energy of the peak \(peak.name) \(words); not shifted",
        budget: .partial(missing: "not in it: charging, the energy scale"), decimals: 2)
      try publication.publish(
        "\(peak.name)_fwhm", values[2],
        definition: "full width at half maximum of the peak \(peak.name) \(words)",
        budget: .partial(missing: "not in it: the profile"), decimals: 2)
    }
    return publication
  }

  /// The points with background, envelope, peaks and residuals, for a figure.
  var table: ResultFile {
    ResultFile.table(
      "components.csv",
      headings: ["binding energy (eV)", "counts", "background", "envelope", "residual (σ)"]
        + settings.peaks.map(\.name),
      rows: points.enumerated().map { place, point in
        let counts = spectrum.intensity.values[point]
        let background = fit.background[place]
        let peaks = fit.components.map { $0.curve[place] }
        let envelope = background + peaks.reduce(0, +)
        let residual = (counts - envelope) / max(counts, 1).squareRoot()
        return [
          digits(spectrum.bindingEnergies[point], 4), digits(counts, 0), digits(background, 2),
          digits(envelope, 2), digits(residual, 3),
        ] + peaks.map { digits(background + $0, 2) }
      })
  }

  private func digits(_ value: Double, _ decimals: Int) -> String {
    Printed(value, uncertainty: nil, unit: .one, decimals: decimals).description
  }
}
