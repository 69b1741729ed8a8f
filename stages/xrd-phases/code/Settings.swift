import Analysis
import Diffraction
import Numerics
import Quantity

/// The parameters: the radiation, which columns of text do not state, the cells to look for, and K.
struct Settings {
  let kAlpha1: Quantity
  let kAlpha2: Quantity
  let kAlpha2Ratio: Quantity
  /// K of Scherrer's equation for the full width at half maximum.
  let shape: Quantity
  /// The edges to look for hydroxide and rock salt with.
  let hydroxide: UnitCell
  let rockSalt: UnitCell
  /// The size of domains to begin with, and to tell a limit of detection for, in Å.
  let size: Double

  /// Reads parameters such as `xrd.k_alpha1=1.540598 Å`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    var values = StageParameters(values, in: derivation)
    func value(_ name: String, _ unit: String) throws -> Quantity {
      try values.value("xrd.\(name)", in: unit).named("xrd.\(name)")
    }
    (kAlpha1, kAlpha2) = (try value("k_alpha1", "Å"), try value("k_alpha2", "Å"))
    guard kAlpha2.value > kAlpha1.value else {
      throw ParameterFault.reversed("xrd.k_alpha1", "xrd.k_alpha2")
    }
    kAlpha2Ratio = try value("k_alpha2_ratio", "1")
    shape = try value("scherrer_k", "1")
    hydroxide = .hexagonal(
      a: try value("hydroxide_a", "Å").value, c: try value("hydroxide_c", "Å").value)
    rockSalt = .cubic(a: try value("rock_salt_a", "Å").value)
    size = 10 * (try value("nominal_size", "nm").value)
    try values.checkAllTaken()
  }

  /// The two lines.
  var lines: PowderOptics {
    PowderOptics(
      wavelengthRatio: kAlpha2.value / kAlpha1.value, ratio: kAlpha2Ratio.value)
  }
}
