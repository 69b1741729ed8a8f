import Analysis
import Quantity

/// The parameters: a cell to look for reflections with, and how far around each is fitted.
struct Settings {
  let a: Quantity
  let c: Quantity
  /// Half of a window around a lone reflection, in degrees 2θ.
  let halfWindow: Quantity

  /// Reads parameters such as `xrd.cell_a=2.875 Å`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    var values = StageParameters(values, in: derivation)
    func value(_ name: String, _ unit: String) throws -> Quantity {
      try values.value(name, in: unit).named(name)
    }
    a = try value("xrd.cell_a", "Å")
    c = try value("xrd.cell_c", "Å")
    halfWindow = try value("xrd.half_window", "°")
    try values.checkAllTaken()
  }
}
