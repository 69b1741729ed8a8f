internal import Quantity
internal import Tables
internal import Text

/// Where an export keeps its readings: the headings of one make of cyclers, without their units.
struct Layout {
  let cycle: String
  let step: String
  /// The words of what a step does; `nil` where the export has none.
  let kind: String?
  let time: String
  let current: String
  let voltage: String
  /// The counters of each direction.
  let charge: String
  let discharge: String
  /// Whether the counter begins anew in every step; else it runs on through the cycle.
  ///
  /// It is `nil` where the readings themselves must tell.
  let isCountedByStep: Bool?
  /// What stands between the name in a heading and its unit, and what stands behind the unit.
  var unitMarks = ("(", ")")

  /// Neware's names: one counter for both directions.
  static let neware = Layout(
    cycle: "Cycle Index", step: "Step Index", kind: "Step Type", time: "Cumulative Time",
    current: "Current", voltage: "Voltage",
    charge: "Capacity", discharge: "Capacity", isCountedByStep: true)

  /// Arbin's names: a counter for each direction.
  static let arbin = Layout(
    cycle: "Cycle_Index", step: "Step_Index", kind: nil, time: "Test_Time", current: "Current",
    voltage: "Voltage", charge: "Charge_Capacity", discharge: "Discharge_Capacity",
    isCountedByStep: false)

  /// The names of the Battery Data Format (Battery Data Alliance): a counter for each direction.
  ///
  /// The format does not say when they begin anew.
  static let bdf = Layout(
    cycle: "Cycle Count / 1", step: "Step Index / 1", kind: nil, time: "Test Time",
    current: "Current", voltage: "Voltage", charge: "Charging Capacity",
    discharge: "Discharging Capacity", isCountedByStep: nil, unitMarks: (" / ", ""))

  /// The layout whose column of cycles a table has; Neware's where it has none.
  static func layout(of table: Table) -> Layout {
    let found = [bdf, arbin].first { layout in
      table.headings.contains { $0.text == layout.cycle }
    }
    return found ?? neware
  }
}

/// The columns of a layout found in a table, with the units their headings state.
struct Columns {
  /// A column of numbers in one unit.
  struct Measured {
    let index: Int
    let unit: Unit
    /// What one of the unit is in the unit calculated with.
    let factor: Double
  }

  let cycle: Int
  let step: Int
  let kind: Int?
  /// In seconds; without a unit in its heading it is told as on a clock, `0:07:30`.
  let time: Measured
  let isClock: Bool
  /// In amperes.
  let current: Measured
  let voltage: Measured
  let charge: Measured
  let discharge: Measured

  init(of layout: Layout, in table: Table) throws(Diagnostic) {
    cycle = try table.column(layout.cycle)
    step = try table.column(layout.step)
    if let heading = layout.kind { kind = try table.column(heading) } else { kind = nil }
    if let clock = table.headings.firstIndex(where: { $0.text == layout.time }) {
      time = Measured(index: clock, unit: .one, factor: 1)
    } else {
      time = try Self.measured(layout.time, "s", layout, table)
    }
    isClock = time.unit == .one
    current = try Self.measured(layout.current, "A", layout, table)
    voltage = try Self.measured(layout.voltage, "V", layout, table)
    charge = try Self.measured(layout.charge, "Ah", layout, table)
    discharge = try Self.measured(layout.discharge, "Ah", layout, table)
  }

  /// Whether numbers are read from a column.
  func isRead(_ index: Int) -> Bool {
    let measured = [time, current, voltage, charge, discharge].map(\.index)
    return ([cycle, step] + measured).contains(index)
  }

  /// The column of the counter of a direction.
  func counter(of direction: Direction) -> Measured {
    direction == .charge ? charge : discharge
  }

  /// The one column headed `NAME(UNIT)` or as the layout writes it, whose unit must measure the same as a usual one.
  private static func measured(
    _ name: String, _ usual: String, _ layout: Layout, _ table: Table
  ) throws(Diagnostic) -> Measured {
    let (start, end) = (name + layout.unitMarks.0, layout.unitMarks.1)
    let found = table.headings.indices.filter {
      let text = table.headings[$0].text
      return text.hasPrefix(start) && text.hasSuffix(end)
    }
    guard let index = found.first, found.count == 1 else {
      if found.count > 1 {
        throw CyclerFault.twoColumns(name, found.map { $0 + 1 }).at(table.headings[found[1]])
      }
      _ = try table.column("\(start)\(usual)\(end)")
      throw CyclerFault.noColumn(name).at(table.headings[0])
    }
    let heading = table.headings[index]
    do throws(QuantityError) {
      let unit = try Unit(String(heading.text.dropFirst(start.count).dropLast(end.count)))
      let one = Operation.Operand(1, unit)
      let factor = try Operation.convert.result(of: [one], target: Unit(usual)).value
      return Measured(index: index, unit: unit, factor: factor)
    } catch {
      throw CyclerFault.wrongUnit(name, usual: usual, error).at(heading)
    }
  }
}
