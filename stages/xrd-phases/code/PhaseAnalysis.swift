import Diffraction
import Numerics
import PatternText
import Quantity
import Text

/// The phases of one pattern: first which of them are there, then lattice and size of those.
struct PhaseAnalysis {
  /// What was found of a phase.
  struct Finding {
    let candidate: Candidate
    /// The area of the strongest reflection at the nominal lattice and size, in counts·degrees.
    let area: Quantity
    /// The least area that would have been found, with both errors of detection 5 % (Currie 1968).
    let limit: Double
    /// Edges in Å and size in nm; empty where the phase is not detected.
    let edges: [Quantity]
    let size: Quantity?

    var isPresent: Bool { area.value > limit }
  }

  let findings: [Finding]
  let model: PowderPhases
  let fit: PowderFit
  let points: PeakPoints
  let settings: Settings
  let instrument: Instrument

  /// The degree of the background.
  static let backgroundDegree = 6
  private static let detection = 3.29

  /// Analyses a pattern.
  ///
  /// - Throws: A diagnostic at the highest point where the fit finds no end.
  init(
    of text: PatternText, with settings: Settings, standard: NumbersFile,
    in derivation: Derivation
  ) throws {
    let pattern = try MeasuredPattern(text)
    let known = try KnownInstrument(
      standard, of: "xrd-instrument", wavelength: settings.kAlpha1.value, lines: settings.lines,
      in: derivation)
    let candidates = [
      Candidate.hydroxide(settings.hydroxide), Candidate.rockSalt(settings.rockSalt),
    ]
    let window = pattern.places[0]...pattern.places[pattern.places.count - 1]
    let highest = pattern.values.indices.max { pattern.values[$0] < pattern.values[$1] } ?? 0
    do throws(PeakFitError) {
      points = try pattern.points(window)
      let search = try Search(candidates, points, settings, known.instrument)
      let there = candidates.indices.filter { search.isPresent($0) }
      guard !there.isEmpty else { throw .noPeak(net: search.areas[0], uncertainty: search.u[0]) }
      model = PowderPhases(
        there.map { candidates[$0].phase(size: settings.size, isHeld: false) },
        instrument: known.instrument, shape: settings.shape.value)
      fit = try PowderFit(
        model, to: points, backgroundDegree: Self.backgroundDegree,
        from: model.start(areas: there.map { search.allAreas($0) }))
      findings = try Self.findings(
        candidates, search, there, model, fit, known, settings, pattern.inputs(window), derivation)
    } catch {
      throw text.intensities.cells[highest].diagnostic("the phases of the pattern: \(error)")
    }
    self.settings = settings
    instrument = known.instrument
  }

  private static func findings(
    _ candidates: [Candidate], _ search: Search, _ there: [Int], _ model: PowderPhases,
    _ fit: PowderFit, _ known: KnownInstrument, _ settings: Settings,
    _ inputs: [Named<Procedure.Input>], _ derivation: Derivation
  ) throws(PeakFitError) -> [Finding] {
    do {
      let areas = try search.quantities(inputs, in: derivation)
      let shapes = try Self.shapes(
        there.map { candidates[$0] }, model, fit, known, settings, inputs, derivation)
      return candidates.indices.map { number in
        let shape = there.firstIndex(of: number).map { shapes[$0] }
        return Finding(
          candidate: candidates[number], area: areas[number],
          limit: detection * search.u[number], edges: shape?.edges ?? [], size: shape?.size)
      }
    } catch let error as QuantityError {
      throw .notConverged(error.description)
    } catch {
      throw .notConverged("\(error)")
    }
  }

  /// Edges and sizes of the phases that are there.
  private static func shapes(
    _ candidates: [Candidate], _ model: PowderPhases, _ fit: PowderFit, _ known: KnownInstrument,
    _ settings: Settings, _ inputs: [Named<Procedure.Input>], _ derivation: Derivation
  ) throws -> [(edges: [Quantity], size: Quantity)] {
    let angstrom = Unit(opaque: "Å")
    // 1/D is fitted in Å⁻¹ and published in nm⁻¹.
    let inverse = try Unit("1/nm")
    var outputs: [(name: String, index: Int, scale: Double, unit: Unit)] = []
    for (phase, candidate) in candidates.enumerated() {
      for (edge, name) in zip(candidate.cell.edges.indices, ["a", "c"]) {
        outputs.append(
          ("\(name) of \(candidate.name)", model.start(of: phase) + edge, 1, angstrom))
      }
      outputs.append(("1/D of \(candidate.name)", model.size(of: phase), 10, inverse))
    }
    let covariance = outputs.map { row in
      outputs.map { fit.covariance[row.index][$0.index] * (row.scale * $0.scale) }
    }
    let procedure = Procedure(
      "fit of the phases", output: "",
      method: "all reflections of all phases at once: places from lattice and s·cos θ, widths "
        + "from size and instrument, which add; free areas; one share η; Chebyshev background of "
        + "degree \(backgroundDegree); weights 1/max(N, 1)",
      inputs: inputs
        + zip(KnownInstrument.names, known.quantities).map { Named($0, .step($1.step)) }
        + [
          Named("λ(Kα1)", .step(settings.kAlpha1.step)),
          Named("λ(Kα2)", .step(settings.kAlpha2.step)),
          Named("Kα2/Kα1", .step(settings.kAlpha2Ratio.step)),
          Named("K", .step(settings.shape.step)),
        ],
      parameters: [
        Named("degrees of freedom", JSON(fit.degreesOfFreedom)),
        Named("reduced chi-squared", JSON(fit.reducedChiSquared)),
      ])
    let found = try derivation.procedure(
      procedure,
      outputs: outputs.map {
        Named($0.name, Operation.Operand(fit.parameters[$0.index] * $0.scale, $0.unit))
      }, covariance: covariance,
      dof: fit.isScaled ? Double(fit.degreesOfFreedom) : nil)
    let changes = known.quantities.indices.map { index in
      fit.change(
        to: PowderPhases(
          model.phases, instrument: known.moved(index), shape: settings.shape.value))
    }
    let carried = try outputs.indices.map { number in
      let (index, scale) = (outputs[number].index, outputs[number].scale)
      return try known.carried(found[number], changes: changes.map { $0[index] * scale })
    }
    var start = 0
    return try candidates.map { candidate in
      let count = candidate.cell.edges.count
      defer { start += count + 1 }
      let edges = (0..<count).map {
        carried[start + $0].named("\(["a", "c"][$0])_\(candidate.name)")
      }
      let size = try (derivation.exact(1) / carried[start + count]).named("D_\(candidate.name)")
      return (edges, size)
    }
  }
}

extension MeasuredPattern {
  init(_ text: PatternText) throws(Diagnostic) {
    var columns = [
      ("angles", text.angles.cells.map(\.cell)),
      ("intensities", text.intensities.cells.map(\.cell)),
    ]
    if let deviations = text.deviations { columns.append(("σ", deviations.cells.map(\.cell))) }
    self.init(
      file: text.file, places: text.angles.values, values: text.intensities.values,
      variances: try text.variances(), columns: columns)
  }
}
