import Quantity
import Text
import Thermobalance

/// A run of a thermobalance as the analysis takes it: three series of the same length, and the file
/// they come from.
struct Run {
  /// In min.
  let times: [Double]
  /// In °C.
  let temperatures: [Double]
  /// In mg.
  let masses: [Double]
  /// The path of the file.
  let path: String
  private let file: ThermobalanceFile?
  private let stated: Double?

  init(_ file: ThermobalanceFile) {
    times = file.readings.map(\.time.value)
    temperatures = file.readings.map(\.temperature.value)
    masses = file.readings.map(\.mass.value)
    path = file.file
    stated = file.sampleMass?.value
    self.file = file
  }

  /// A run that is in no file.
  init(
    times: [Double], temperatures: [Double], masses: [Double], statedMass: Double?,
    named path: String
  ) {
    self.times = times
    self.temperatures = temperatures
    self.masses = masses
    self.path = path
    stated = statedMass
    file = nil
  }

  /// The mass of the sample as the file states it; `nil` where it does not, or states 0 as for an
  /// empty pan.
  func statedMass(
    uncertainty: Double, in derivation: Derivation
  ) throws -> Quantity? {
    guard let stated, stated > 0 else { return nil }
    let uncertainty = Uncertainty.standard(uncertainty)
    let milligram = try Unit("mg")
    guard let value = file?.sampleMass else {
      return try derivation.constant(
        "mass of the sample", stated, milligram, uncertainty: uncertainty, reference: path)
    }
    let scale = stated / (try value.cell.number())
    let mass = try value.cell.quantity(
      value.unit, uncertainty: .standard(uncertainty.standard / scale), in: derivation)
    return value.unit == milligram ? mass : try mass.converted(to: milligram)
  }

  /// The cells of a stretch of readings, as a procedure names them.
  func cells(of range: Range<Int>) -> Procedure.Input {
    .range(
      path: path, cells: file?.cells(of: range) ?? "A\(range.lowerBound + 1):C\(range.upperBound)")
  }

  /// A diagnostic at the mass of a reading.
  func told(_ fault: TGAFault, at index: Int) -> Diagnostic {
    guard let file else { return Diagnostic(fault.sentence, hint: fault.hint) }
    return file.readings[index].mass.cell.diagnostic(fault.sentence, hint: fault.hint)
  }

  /// A diagnostic at the temperature of a reading.
  func told(_ fault: TGAFault, atTemperature index: Int) -> Diagnostic {
    guard let file else { return Diagnostic(fault.sentence, hint: fault.hint) }
    return file.readings[index].temperature.cell.diagnostic(fault.sentence, hint: fault.hint)
  }
}
