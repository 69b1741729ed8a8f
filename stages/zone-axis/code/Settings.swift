import Micrographs
import Quantity

/// The parameters of the analysis: how well the scale is known, and the crystals that are looked for.
struct Settings {
  private let parameters: ImageParameters

  /// Reads parameters such as `zone.layered_a=2.876 Å`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    parameters = try ImageParameters(
      values,
      units: [
        "haadf.pixel_uncertainty": "1", "haadf.scan_uncertainty": "1", "zone.layered_a": "nm",
        "zone.layered_c": "nm", "zone.rock_salt_a": "nm", "zone.tolerance": "1",
      ], in: derivation)
  }

  /// The relative standard uncertainty of the pixel size.
  var pixelUncertainty: Quantity { parameters["haadf.pixel_uncertainty"] }
  /// The standard uncertainty of the anisotropy and of the shear of a scan.
  var scanUncertainty: Quantity { parameters["haadf.scan_uncertainty"] }
  /// How far the length of a lattice vector may be from the expected, relative.
  var tolerance: Double { parameters["zone.tolerance"].value }

  /// The zones that are looked for; the first that explains the spots is taken.
  var zones: [Zone] {
    [
      .layered(
        a: parameters["zone.layered_a"].value, c: parameters["zone.layered_c"].value),
      .rockSalt(a: parameters["zone.rock_salt_a"].value),
    ]
  }
}
