import Numerics
import Quantity
import Text

/// The mass at one place of a run: a straight line through the readings of a window, at its middle.
struct Level {
  /// Without buoyancy, in mg.
  let mass: Quantity
  /// As the balance shows it, in mg.
  let uncorrected: Quantity
  /// How fast the mass without buoyancy rises, in mg/min.
  let slope: Quantity
  /// The readings.
  let range: Range<Int>
  /// The time in min.
  let minute: Double

  init(
    _ window: TGASettings.Window, of sample: Run, _ blank: Blank?, _ balance: Balance,
    _ settings: TGASettings, in derivation: Derivation
  ) throws {
    let shown = try WindowFit(window, of: sample)
    uncorrected = try shown.quantity(window, of: sample, in: derivation)
    let minute = try derivation.exact(shown.minute, Unit("min"))
    var mass = try uncorrected - balance.zero - balance.drift * minute
    var rise = shown.line.slope
    var variance = shown.line.covariance[1][1]
    if let blank {
      let under = try WindowFit(window, of: blank.run)
      let buoyancy = try under.quantity(window, of: blank.run, in: derivation)
      mass = try mass - buoyancy * balance.blankFactor
      rise -= under.line.slope
      variance += under.line.covariance[1][1]
    } else {
      mass = try mass - Self.buoyancy(window, settings, sample, shown.range, in: derivation)
    }
    if !window.isTime {
      mass = try mass - Self.choice(window, rise: rise, sample, shown.range, in: derivation)
    }
    self.mass = mass.named("m(\(window.name))")
    slope =
      try Self.slope(
        shown, rise: rise, variance: variance, window, sample, in: derivation) - balance.drift
    range = shown.range
    self.minute = shown.minute
  }

  /// 0 mg, uncertain by the buoyancy nobody measured: two levels differ by the parameter.
  private static func buoyancy(
    _ window: TGASettings.Window, _ settings: TGASettings, _ sample: Run, _ range: Range<Int>,
    in derivation: Derivation
  ) throws -> Quantity {
    let u = (settings.buoyancy?.value ?? 0) / 2.0.squareRoot()
    let procedure = Procedure(
      "buoyancy in \(window.name)", output: "", method: "0, without a blank",
      inputs: [Named("readings", sample.cells(of: range))]
        + (settings.buoyancy.map { [Named("of a change", .step($0.step))] } ?? []))
    return try derivation.procedure(
      procedure, outputs: [Named("buoyancy", Operation.Operand(0, Unit("mg")))],
      covariance: [[u * u]])[0].named("buoyancy in \(window.name)")
  }

  /// 0 mg, uncertain by the choice of the place within a plateau: half of what the mass changes
  /// across the window, equally likely.
  private static func choice(
    _ window: TGASettings.Window, rise: Double, _ sample: Run, _ range: Range<Int>,
    in derivation: Derivation
  ) throws -> Quantity {
    let u = Uncertainty.rectangular(halfWidth: abs(rise) * window.width / 2).standard
    let name = "limits of the plateau \(window.name)"
    let procedure = Procedure(
      name, output: "", method: "0, uncertain by half of the change across the window, rectangular",
      inputs: [Named("readings", sample.cells(of: range))])
    return try derivation.procedure(
      procedure, outputs: [Named("shift", Operation.Operand(0, Unit("mg")))],
      covariance: [[u * u]])[0].named(name)
  }

  private static func slope(
    _ fit: WindowFit, rise: Double, variance: Double, _ window: TGASettings.Window, _ sample: Run,
    in derivation: Derivation
  ) throws -> Quantity {
    let perMinute = window.isTime ? 1 : fit.heating
    let procedure = Procedure(
      "rise of the mass in \(window.name)", output: "",
      method: "slope of the straight line of the level, less that of the blank",
      inputs: [Named("readings", sample.cells(of: fit.range))])
    return try derivation.procedure(
      procedure, outputs: [Named("slope", Operation.Operand(rise * perMinute, Unit("mg/min")))],
      covariance: [[variance * perMinute * perMinute]], dof: Double(fit.line.dof))[0]
  }
}

/// A straight line through the masses of a window.
struct WindowFit {
  let range: Range<Int>
  /// Against the temperature or the time, from the middle of the window.
  let line: Regression
  /// The mean time in min.
  let minute: Double
  /// The mean rate of heating in °C/min.
  let heating: Double

  init(_ window: TGASettings.Window, of run: Run) throws {
    let places = window.isTime ? run.times : run.temperatures
    let (from, to) = (window.from.value, window.to.value)
    guard let start = places.firstIndex(where: { $0 >= from }), places[0] <= from,
      places[start...].contains(where: { $0 >= to })
    else {
      throw run.told(.noWindow(window.name, window.words), atTemperature: places.count - 1)
    }
    let end = places[start...].firstIndex { $0 > to } ?? places.count
    guard end - start >= 5 else {
      throw run.told(.fewReadings(window.name, end - start), at: start)
    }
    range = start..<end
    line = try Regression(
      .withIntercept, x: places[range].map { $0 - window.middle }, y: Array(run.masses[range]))
    let times = run.times[range]
    minute = times.reduce(0, +) / Double(times.count)
    heating =
      (run.temperatures[end - 1] - run.temperatures[start])
      / (run.times[end - 1] - run.times[start])
  }

  /// The mass in the middle of the window.
  func quantity(
    _ window: TGASettings.Window, of run: Run, in derivation: Derivation
  ) throws -> Quantity {
    let procedure = Procedure(
      "level of \(window.name)", output: "",
      method: "straight line through the masses of the window, taken at its middle",
      inputs: [
        Named("readings", run.cells(of: range)), Named("from", .step(window.from.step)),
        Named("to", .step(window.to.step)),
      ])
    return try derivation.procedure(
      procedure, outputs: [Named("mass", Operation.Operand(line.intercept, Unit("mg")))],
      covariance: [[line.covariance[0][0]]], dof: Double(line.dof))[0]
  }
}
