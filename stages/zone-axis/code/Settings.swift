import Analysis
import Micrographs
import Quantity

/// The parameters of the analysis: how well the scale is known, and the crystals that are looked for.
struct Settings {
  /// The relative standard uncertainty of the pixel size.
  let pixelUncertainty: Quantity
  /// The standard uncertainty of the anisotropy and of the shear of a scan.
  let scanUncertainty: Quantity
  /// How far the length of a lattice vector may be from the expected, relative.
  let tolerance: Double
  /// The zones that are looked for; the first that explains the spots is taken.
  let zones: [Zone]

  /// Reads parameters such as `zone.layered_a=2.876 Å`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    var values = StageParameters(values, uncertainty: .standard(0), in: derivation)
    pixelUncertainty = try values.value("haadf.pixel_uncertainty", in: "1")
    scanUncertainty = try values.value("haadf.scan_uncertainty", in: "1")
    let layered = try ["a", "c"].map { try values.value("zone.layered_\($0)", in: "nm").value }
    let rockSalt = try values.value("zone.rock_salt_a", in: "nm").value
    zones = [.layered(a: layered[0], c: layered[1]), .rockSalt(a: rockSalt)]
    tolerance = try values.value("zone.tolerance", in: "1").value
    try values.checkAllTaken()
  }
}
