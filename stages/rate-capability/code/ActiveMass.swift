import Cycler
import Quantity
import Tables

/// The mass of active material in a cell, from the header of its file.
///
/// It is one variable, or the three of its weighings, common to all that is known of the cell.
enum ActiveMass {
  /// The mass in mg: (electrode − foil) × active fraction where the header has the weighings, else
  /// what it states as the active mass.
  static func mass(of file: CyclerFile, _ settings: Settings) throws -> Quantity {
    guard let electrode = try file.statement("electrode_mass_mg") else {
      return try stated(in: file, settings)
    }
    let derivation = settings.derivation
    let weighed = try weighing("electrode_mass_mg", electrode, "mg", in: derivation)
    let foil = try weighing("foil_mass_mg", from: file, "mg", in: derivation)
    let fraction = try weighing("active_fraction", from: file, "1", in: derivation)
    let mass = try ((weighed.named("m_electrode") - foil.named("m_foil")) * fraction.named("w"))
    return try checked(mass, electrode[0]).named("m")
  }

  private static func stated(in file: CyclerFile, _ settings: Settings) throws -> Quantity {
    let cells = try required("active_mass_mg", from: file)
    let uncertainty = try cells.count > 1 ? cells[1].number() : settings.massUncertainty
    let mass = try cells[0].quantity(
      Unit("mg"), uncertainty: .standard(uncertainty, Evaluation(.b, source: "weighing")),
      in: settings.derivation)
    return try checked(mass, cells[0]).named("m")
  }

  private static func weighing(
    _ name: String, from file: CyclerFile, _ unit: String, in derivation: Derivation
  ) throws -> Quantity {
    try weighing(name, required(name, from: file), unit, in: derivation)
  }

  private static func weighing(
    _ name: String, _ cells: [TableCell], _ unit: String, in derivation: Derivation
  ) throws -> Quantity {
    guard cells.count > 1 else { throw RateFault.noUncertainty(name).at(cells[0]) }
    return try cells[0].quantity(
      Unit(unit), uncertainty: .standard(cells[1].number(), Evaluation(.b, source: "weighing")),
      in: derivation)
  }

  private static func required(_ name: String, from file: CyclerFile) throws -> [TableCell] {
    guard let cells = try file.statement(name) else {
      throw RateFault.noStatement(name).at(file.headings[0])
    }
    return cells
  }

  private static func checked(_ mass: Quantity, _ cell: TableCell) throws -> Quantity {
    guard mass.value > 0 else { throw RateFault.impossibleMass.at(cell) }
    return mass
  }
}
