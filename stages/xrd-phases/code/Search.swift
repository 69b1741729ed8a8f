import Diffraction
import Numerics
import Quantity
import Text

/// Looks for phases at their nominal lattice and size: only areas are fitted, so that a phase that is
/// not there has an area of 0 within its uncertainty.
struct Search {
  /// The areas of the strongest reflections, and their standard uncertainties.
  let areas: [Double]
  let u: [Double]
  private let candidates: [Candidate]
  private let model: PowderPhases
  private let fit: PowderFit
  private static let detection = 3.29

  init(
    _ candidates: [Candidate], _ points: PeakPoints, _ settings: Settings,
    _ instrument: Instrument
  ) throws(PeakFitError) {
    let model = PowderPhases(
      candidates.map { $0.phase(size: settings.size, isHeld: true) }, instrument: instrument,
      shape: settings.shape.value)
    let start = candidates.map { $0.reflections.map { _ in 1.0 } }
    let fit = try PowderFit(
      model, to: points, backgroundDegree: PhaseAnalysis.backgroundDegree,
      from: model.start(areas: start))
    let indices = candidates.indices.map { model.area(of: $0, candidates[$0].strongestNumber) }
    areas = indices.map { fit.parameters[$0] }
    // Held shapes leave a reduced χ² above 1 where a phase is there; the scaled covariance is wider,
    // so that no phase is found that counting does not show.
    u = indices.map { fit.covariance[$0][$0].squareRoot() }
    self.candidates = candidates
    self.model = model
    self.fit = fit
  }

  /// Whether the strongest reflection of a phase is detected.
  func isPresent(_ number: Int) -> Bool { areas[number] > Self.detection * u[number] }

  /// The areas of all reflections of a phase, those below 0 taken as small.
  func allAreas(_ number: Int) -> [Double] {
    let largest = areas[number]
    return candidates[number].reflections.indices.map {
      max(fit.parameters[model.area(of: number, $0)], 0.01 * largest)
    }
  }

  /// The areas of the strongest reflections as quantities.
  func quantities(
    _ inputs: [Named<Procedure.Input>], in derivation: Derivation
  ) throws -> [Quantity] {
    let unit = try Unit("counts·°")
    let indices = candidates.indices.map { model.area(of: $0, candidates[$0].strongestNumber) }
    let procedure = Procedure(
      "search for phases", output: "",
      method: "areas of all reflections at the nominal lattices and size; Chebyshev background of "
        + "degree \(PhaseAnalysis.backgroundDegree); weights 1/max(N, 1)",
      inputs: inputs,
      parameters: [Named("reduced chi-squared", JSON(fit.reducedChiSquared))])
    return try derivation.procedure(
      procedure,
      outputs: candidates.indices.map {
        Named("area of \(candidates[$0].name)", Operation.Operand(areas[$0], unit))
      },
      covariance: indices.map { row in indices.map { fit.covariance[row][$0] } })
  }
}
