internal import Quantity
internal import Tables
internal import Text

/// The columns of time, temperature and mass in a sheet, with the factors to min, °C and mg.
struct Columns {
  /// A column with the way from its unit to the one that is calculated with.
  struct Measured {
    let index: Int
    let unit: Unit
    let factor: Double
    let offset: Double

    func value(_ number: Double) -> Double { number * factor + offset }
  }

  let time: Measured
  let temperature: Measured
  let mass: Measured

  /// From K to °C (SI brochure, 9th edition, 2.3.1).
  private static let zeroCelsius = 273.15

  init(of sheet: Sheet) throws(Diagnostic) {
    let headings = sheet.headings
    time = try Self.scaled(Self.index(sheet.names.time, headings), "min", headings)
    temperature = try Self.temperature(Self.index(sheet.names.temperature, headings), headings)
    mass = try Self.scaled(Self.index(sheet.names.mass, headings), "mg", headings)
  }

  private static func index(
    _ names: [String], _ headings: [Sheet.Heading]
  ) throws(Diagnostic) -> Int {
    let found = headings.indices.filter { index in
      names.contains { $0.unicodeScalars.elementsEqual(headings[index].name.unicodeScalars) }
    }
    guard let index = found.first else {
      if let alike = headings.first(where: { Lookalike.areAlike($0.name, names[0]) }) {
        throw alike.told(.lookalike(names[0], heading: alike.name))
      }
      throw headings[0].told(.noColumn(names, seen: headings.map(\.name)))
    }
    guard found.count == 1 else {
      throw headings[found[1]].told(.twoColumns(headings[found[1]].name))
    }
    return index
  }

  private static func temperature(
    _ index: Int, _ headings: [Sheet.Heading]
  ) throws(Diagnostic) -> Measured {
    let heading = headings[index]
    guard let text = heading.unit else { throw heading.told(.noUnit(heading.name)) }
    guard let unit = try? Unit(text), ["°C", "℃", "K"].contains(unit.symbol) else {
      throw heading.told(.wrongUnit(heading.name, usual: "°C or K", nil, text))
    }
    return Measured(
      index: index, unit: unit, factor: 1, offset: unit.symbol == "K" ? -zeroCelsius : 0)
  }

  private static func scaled(
    _ index: Int, _ usual: String, _ headings: [Sheet.Heading]
  ) throws(Diagnostic) -> Measured {
    let heading = headings[index]
    guard let text = heading.unit else { throw heading.told(.noUnit(heading.name)) }
    do throws(QuantityError) {
      let unit = try Unit(text)
      let factor = try Self.factor(from: unit, to: usual)
      return Measured(index: index, unit: unit, factor: factor, offset: 0)
    } catch {
      throw heading.told(.wrongUnit(heading.name, usual: "\(usual) or a multiple", error, text))
    }
  }

  /// What one of a unit is in another.
  static func factor(from unit: Unit, to usual: String) throws(QuantityError) -> Double {
    try Operation.convert.result(of: [Operation.Operand(1, unit)], target: Unit(usual)).value
  }
}
