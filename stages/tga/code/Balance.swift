import Quantity
import Text

/// What the balance does wrong, as variables that are common to all levels of a run.
struct Balance {
  /// 1, uncertain by the calibration: a factor of every change of mass.
  let calibration: Quantity
  /// 0 mg, uncertain by the zeros of the runs.
  let zero: Quantity
  /// 0 mg/min, uncertain by the drifts of the runs.
  let drift: Quantity
  /// 1, uncertain by what the buoyancy differs between the blank and the run.
  let blankFactor: Quantity
  /// 0 °C, uncertain by the calibration of the thermometer.
  let temperature: Quantity

  init(_ settings: TGASettings, _ sample: Run, _ blank: Blank?, in derivation: Derivation) throws {
    let milligram = try Unit("mg")
    // Sample and blank each have a zero and a drift of their own.
    let runs = blank == nil ? 1.0 : 2.0
    let cells = [("readings", sample), ("readings of the blank", blank?.run)].compactMap {
      name, run in
      run.map { Named(name, $0.cells(of: 0..<$0.times.count)) }
    }
    func variable(
      _ name: String, _ value: Double, _ unit: Unit, _ source: Quantity, u: Double,
      of cells: [Named<Procedure.Input>]
    ) throws -> Quantity {
      let procedure = Procedure(
        name, output: "", method: "\(value), uncertain as the parameter states for one run",
        inputs: cells + [Named("standard uncertainty", .step(source.step))],
        parameters: [Named("runs", JSON(cells.count))])
      return try derivation.procedure(
        procedure, outputs: [Named("value", Operation.Operand(value, unit))],
        covariance: [[u * u]])[0].named(name)
    }
    calibration = try variable(
      "calibration of the balance", 1, .one, settings.calibration,
      u: settings.calibration.value / 100, of: [])
    zero = try variable(
      "zero of the runs", 0, milligram, settings.weighing,
      u: runs.squareRoot() * settings.weighing.value, of: cells)
    drift = try variable(
      "drift of the runs", 0, Unit("mg/min"), settings.drift,
      u: runs.squareRoot() * settings.drift.value / 60, of: cells)
    blankFactor = try variable(
      "repeatability of the blank", 1, .one, settings.blankRepeatability,
      u: settings.blankRepeatability.value / 100, of: cells)
    temperature = try variable(
      "calibration of the temperature", 0, Unit("°C"), settings.temperature,
      u: settings.temperature.value, of: [])
  }
}
