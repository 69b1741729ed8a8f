import Quantity
import Text

/// A number of another stage that the losses are compared with.
struct TheoreticalLoss {
  let stage: String
  let numbers: NumbersFile
}

/// What is published of a run.
extension MassLoss {
  func publication(_ theory: TheoreticalLoss?) throws -> Publication {
    var publication = Publication()
    try publishDetection(in: &publication)
    guard !steps.isEmpty else { return publication }
    let dry = try level(settings.dry)
    let end = try level(settings.end)
    if let loaded {
      try publishAsLoaded(loaded, dry, end, in: &publication)
    }
    if step(after: dry.minute) != nil {
      try publishDry(dry, end, theory, in: &publication)
      if settings.program == .ramp {
        try publishFastest(dry, in: &publication)
      } else {
        try publishHold(end, of: loaded ?? dry.mass, in: &publication)
      }
    }
    return publication
  }

  /// How many steps there are, what would have been seen, and by how much the mass changed at all.
  private func publishDetection(in publication: inout Publication) throws {
    let found = Procedure(
      "steps of the curve", output: "",
      method: "stretches in which the smoothed mass falls faster than the least rate, and by more "
        + "than the detection limit",
      inputs: [
        Named("readings", sample.cells(of: 0..<sample.times.count)),
        Named("least rate", .step(settings.leastRate.step)),
        Named("smoothing", .step(settings.smoothing.step)),
      ])
    let first = curve.masses[0]
    let last = curve.masses[curve.masses.count - 1]
    let values = try derivation.procedure(
      found,
      outputs: [
        Named("count", Operation.Operand(Double(steps.count), .one)),
        Named("limit", Operation.Operand(100 * detectionLimit / reference, Unit("%"))),
        Named("change", Operation.Operand(100 * (last - first) / reference, Unit("%"))),
      ])
    try publication.publish(
      "steps_found", values[0],
      definition: (steps.isEmpty
        ? "no step found, no stretch in which"
        : "steps in which")
        + " the mass falls faster than \(settings.leastRate.value) %/min and by more than "
        + "detection_limit; \(smoothingWords)",
      budget: .partial(missing: "a count has no uncertainty"), decimals: 0)
    try publication.publish(
      "detection_limit", values[1],
      definition: "3.29 standard uncertainties of a change of mass over the whole run, of the mass "
        + "loaded; \(correctionWords)",
      budget: .partial(missing: "a limit has no uncertainty"), decimals: 2)
    try publication.publish(
      "mass_change", values[2],
      definition: "last reading less the first, of the mass loaded; "
        + correctionWords,
      budget: .partial(missing: "see detection_limit"), decimals: 2)
  }

  private func publishAsLoaded(
    _ loaded: Quantity, _ dry: Level, _ end: Level, in publication: inout Publication
  ) throws {
    if step(before: dry.minute) != nil {
      try publication.publish(
        "loss_water", loss(from: loaded, to: dry.mass, of: loaded),
        definition: "mass lost from the weighing before the run to the plateau of "
          + "\(settings.dry.words), as loaded; \(correctionWords)",
        budget: .complete)
    }
    guard step(after: dry.minute) != nil else { return }
    let name = settings.program == .ramp ? "loss_hydroxide" : "loss_hydroxide_so_far"
    try publication.publish(
      name, loss(from: dry.mass, to: end.mass, of: loaded),
      definition: "mass lost from the plateau of \(settings.dry.words) to \(endWords), as loaded; "
        + correctionWords,
      budget: .complete)
    try publication.publish(
      "loss_total", loss(from: loaded, to: end.mass, of: loaded),
      definition: "mass lost from the weighing before the run to \(endWords), as loaded; "
        + correctionWords,
      budget: .complete)
    guard blank != nil else { return }
    try publication.publish(
      "loss_total_without_blank", loss(from: loaded, to: end.uncorrected, of: loaded),
      definition: "loss_total, but no blank subtracted: what buoyancy comes to",
      budget: .partial(missing: "buoyancy"), decimals: 2)
  }

  private func publishDry(
    _ dry: Level, _ end: Level, _ theory: TheoreticalLoss?, in publication: inout Publication
  ) throws {
    let loss = try loss(from: dry.mass, to: end.mass, of: dry.mass)
    try publication.publish(
      settings.program == .ramp ? "loss_hydroxide_dry" : "loss_hydroxide_so_far_dry", loss,
      definition: "mass lost from the plateau of \(settings.dry.words) to \(endWords), dry: of the "
        + "mass at that plateau; \(correctionWords)",
      budget: .complete)
    guard let theory else { return }
    let expected = try derivation.number(
      "theoretical_loss", from: theory.numbers, of: theory.stage)
    let missing = "the theoretical loss has no uncertainty, and another oxide would change it"
    if settings.program == .ramp {
      try publication.publish(
        "excess_over_theory", loss - expected,
        definition: "loss_hydroxide_dry less \(theory.stage).theoretical_loss, M(OH)₂ to MO",
        budget: .partial(missing: missing), decimals: 2)
    } else {
      try publication.publish(
        "share_of_theory", (loss / expected).converted(to: Unit("%")),
        definition: "loss_hydroxide_so_far_dry over \(theory.stage).theoretical_loss: the share of "
          + "the hydroxide that is oxide at \(endWords)",
        budget: .partial(missing: missing), decimals: 1)
    }
  }

  private func publishHold(
    _ end: Level, of basis: Quantity, in publication: inout Publication
  ) throws {
    if let window = settings.start {
      let start = try level(window)
      try publication.publish(
        "loss_hold", loss(from: start.mass, to: end.mass, of: basis),
        definition: "mass lost during the hold, from the middle of \(window.words) to that of "
          + "\(settings.end.words), as loaded; \(correctionWords)",
        budget: .complete)
    }
    let rate = try (-end.slope * balance.calibration / basis).converted(to: Unit("%/h"))
    try publication.publish(
      "rate_at_end", rate,
      definition: "rate of loss at \(endWords), as loaded: straight line through the masses of "
        + "\(settings.end.words); the step is \(isFinished ? "" : "not ")over when the run ends",
      budget: .complete)
  }

  private var isFinished: Bool { steps.last?.isFinished ?? true }

  var smoothingWords: String {
    "Savitzky–Golay over \(settings.smoothing.value) min (\(curve.window) values), degree "
      + "\(MassCurve.degree)"
  }

  var correctionWords: String {
    switch (blank, settings.program) {
    case (nil, _): "no blank subtracted (\(settings.reason ?? ""))"
    case (_, .ramp): "blank subtracted at the same temperature"
    case (_, .hold): "blank subtracted at the same time"
    }
  }

  private var endWords: String {
    settings.program == .ramp
      ? "the plateau of \(settings.end.words)" : "minute \(settings.end.middle)"
  }
}
