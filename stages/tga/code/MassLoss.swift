import Numerics
import Quantity
import Text

/// The losses of mass of one run: levels without buoyancy, and the steps between them.
struct MassLoss {
  let settings: TGASettings
  let sample: Run
  let blank: Blank?
  let balance: Balance
  let curve: MassCurve
  /// What losses are taken of: the mass that was loaded, or the first of the curve where the file
  /// states none.
  let reference: Double
  let loaded: Quantity?
  /// The least change of mass that is no chance, in mg: 3.29 standard uncertainties.
  ///
  /// After Currie, Analytical Chemistry 40 (1968) 586.
  let detectionLimit: Double
  /// The steps in their order; empty where none is found.
  let steps: [LossStep]
  let derivation: Derivation

  init(
    of sample: Run, blank run: Run?, _ settings: TGASettings, in derivation: Derivation
  ) throws {
    self.sample = sample
    self.settings = settings
    self.derivation = derivation
    blank = try run.map { try Blank($0, under: sample, settings.program) }
    balance = try Balance(settings, sample, blank, in: derivation)
    curve = try MassCurve(sample, blank, smoothing: settings.smoothing.value)
    loaded = try sample.statedMass(uncertainty: settings.weighing.value, in: derivation)?
      .named("m(loaded)")
    reference = loaded?.value ?? curve.smoothed[0]
    guard reference > 0 else { throw sample.told(.noMass, at: 0) }
    detectionLimit = Self.detectionLimit(curve, blank, settings)
    steps = LossStep.steps(
      of: curve, leastRate: settings.leastRate.value / 100 * reference, leastLoss: detectionLimit)
  }

  private static func detectionLimit(
    _ curve: MassCurve, _ blank: Blank?, _ settings: TGASettings
  ) -> Double {
    let hours = (curve.times[curve.times.count - 1] - curve.times[0]) / 60
    let drift = settings.drift.value * hours
    let repeatability = settings.blankRepeatability.value / 100
    let range = (curve.blank.max() ?? 0) - (curve.blank.min() ?? 0)
    let buoyancy = settings.buoyancy?.value ?? repeatability * range
    let noise = curve.noises.mass
    let variance =
      2 * noise * noise + (blank == nil ? 1 : 2) * drift * drift + buoyancy * buoyancy
    return 3.29 * variance.squareRoot()
  }

  /// The mass in a window of temperature or time; a plateau in which the mass still falls is none.
  func level(_ window: TGASettings.Window) throws -> Level {
    let level = try Level(window, of: sample, blank, balance, settings, in: derivation)
    let falling = -100 * level.slope.value / reference
    guard window.isTime || falling <= settings.leastRate.value else {
      throw sample.told(
        .noPlateau(window.name, rate: falling, least: settings.leastRate.value),
        at: level.range.lowerBound)
    }
    return level
  }

  /// The change from one mass to another over a third, in %; what is lost counts positive.
  func loss(from one: Quantity, to other: Quantity, of basis: Quantity) throws -> Quantity {
    try (balance.calibration * (one - other) / basis).converted(to: Unit("%"))
  }

  /// The steps that are fastest before the middle of a window, or from there on.
  func step(before minute: Double) -> LossStep? {
    steps.first { curve.times[$0.fastest] < minute }
  }

  /// The step of the greatest loss among those that are fastest after a minute.
  func step(after minute: Double) -> LossStep? {
    steps.filter { curve.times[$0.fastest] > minute }.max { $0.loss < $1.loss }
  }
}
