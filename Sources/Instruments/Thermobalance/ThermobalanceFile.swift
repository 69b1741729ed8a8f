internal import Lines
public import Quantity
internal import Tables
public import Text
internal import Words

/// A run of a thermobalance as its program exports it: time, temperature and mass, each with its
/// place in the file.
///
/// It reads the text of TA Instruments (signals, `StartOfData`), that of METTLER STARe (`Curve
/// Values:`) and CSV with units; which one it is is found from the content.
public struct ThermobalanceFile: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// The readings in the order of the file; the time goes on from each to the next.
  public let readings: [ThermobalanceReading]
  /// The mass of the sample as the file states it, in mg; `nil` where it does not.
  public let sampleMass: ThermobalanceValue?

  /// Reads an export from the bytes of a file.
  ///
  /// Every time, temperature and mass is looked at: one that is no number is told, wherever it
  /// stands.
  /// - Parameters:
  ///   - bytes: The content: UTF-8, or ISO 8859-1 in texts of balances.
  ///   - file: The path, as it goes into the names of cells.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let sheet = try Sheet(bytes, file: file)
    let columns = try Columns(of: sheet)
    var readings: [ThermobalanceReading] = []
    for row in sheet.rows {
      let reading = try ThermobalanceReading(row, columns)
      if let before = readings.last, !(reading.time.value > before.time.value) {
        throw ThermobalanceFault.timeBackwards(from: before.time.cell.text).at(reading.time.cell)
      }
      readings.append(reading)
    }
    self.file = file
    self.readings = readings
    sampleMass = try sheet.sampleMass.map { stated throws(Diagnostic) in
      try Self.sampleMass(stated.cell, unit: stated.unit)
    }
  }

  private static func sampleMass(
    _ cell: ThermobalanceCell, unit text: String
  ) throws(Diagnostic) -> ThermobalanceValue {
    let number = try cell.number()
    guard number >= 0 else { throw ThermobalanceFault.impossibleMass.at(cell) }
    do throws(QuantityError) {
      let unit = try Unit(text)
      let factor = try Columns.factor(from: unit, to: "mg")
      return ThermobalanceValue(cell: cell, unit: unit, value: number * factor)
    } catch {
      throw ThermobalanceFault.wrongUnit("mass of the sample", usual: "mg", error, text).at(cell)
    }
  }

  /// The rectangle of cells that holds the readings of a stretch, such as `A10:C2309`.
  ///
  /// - Parameter range: The indices of the readings; not empty.
  /// - Returns: The addresses of its first and its last cell.
  public func cells(of range: Range<Int>) -> String {
    let ends = [readings[range.lowerBound], readings[range.upperBound - 1]].map { reading in
      [reading.time, reading.temperature, reading.mass].map(\.cell.cell)
        .sorted { $0.column < $1.column }
    }
    return "\(ends[0][0].address):\(ends[1][2].address)"
  }
}

/// One reading of a balance.
public struct ThermobalanceReading: Sendable {
  /// The time since the run began, its value in min.
  public let time: ThermobalanceValue
  /// The temperature of the sample, its value in °C.
  public let temperature: ThermobalanceValue
  /// The mass the balance shows, its value in mg.
  public let mass: ThermobalanceValue

  init(_ row: [ThermobalanceCell], _ columns: Columns) throws(Diagnostic) {
    time = try ThermobalanceValue(columns.time, of: row)
    temperature = try ThermobalanceValue(columns.temperature, of: row)
    mass = try ThermobalanceValue(columns.mass, of: row)
    guard temperature.value >= -273.15 else {
      throw ThermobalanceFault.impossibleTemperature.at(temperature.cell)
    }
  }
}

/// A value of a reading: its cell, the unit the file states, and what it is in min, °C or mg.
public struct ThermobalanceValue: Sendable {
  /// Where it stands.
  public let cell: ThermobalanceCell
  /// The unit of its column.
  public let unit: Unit
  /// The value in min, °C or mg.
  public let value: Double
}

extension ThermobalanceValue {
  init(_ column: Columns.Measured, of row: [ThermobalanceCell]) throws(Diagnostic) {
    cell = row[column.index]
    unit = column.unit
    value = column.value(try cell.number())
  }
}
