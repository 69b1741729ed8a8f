import Micrographs
import Numerics
import Quantity

/// The parameters of the analysis: two sets of lattice planes, the mask, and two areas.
struct Settings {
  let parameters: ImageParameters

  private static let names = [
    "gpa.d_1", "gpa.d_2", "gpa.area_from", "gpa.area_to", "gpa.reference_from",
    "gpa.reference_to", "gpa.edge",
  ]

  /// Reads parameters such as `gpa.mask_sigma=0.5 1/nm`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    var units = ["gpa.tolerance": "1", "gpa.mask_sigma": "1/nm"]
    for name in Self.names { units[name] = "nm" }
    parameters = try ImageParameters(values, units: units, in: derivation)
  }

  /// The expected distances of the planes whose phases are analysed, nm.
  var distances: [Double] { [parameters["gpa.d_1"].value, parameters["gpa.d_2"].value] }
  /// How far a distance may be from the expected, relative.
  var tolerance: Double { parameters["gpa.tolerance"].value }
  /// What is left out at each side of the image, where its transform joins opposite sides, nm.
  var edge: Double { parameters["gpa.edge"].value }
  /// σ of the mask, 1/nm.
  var sigma: Quantity { parameters["gpa.mask_sigma"] }
  /// What went into a result, as inputs of a procedure.
  var inputs: [Named<Procedure.Input>] {
    (["gpa.mask_sigma"] + Self.names.dropFirst(2)).map { Named($0, .step(parameters[$0].step)) }
  }

  /// The area whose strain is told, and the one that is taken to have none, in pixels.
  ///
  /// - Throws: A `Diagnostic` where one is not within the image.
  func area(_ name: String, in micrograph: Micrograph) throws -> StrainField.Area {
    let (from, to) = (
      parameters["gpa.\(name)_from"].value, parameters["gpa.\(name)_to"].value
    )
    let height = Double(micrograph.raster.height) * micrograph.pixel
    let width = Double(micrograph.raster.width) * micrograph.pixel
    guard from < to, edge < height / 2 else {
      throw micrograph.diagnostic("the \(name) ends before it begins")
    }
    guard from >= edge, to <= width - edge else {
      throw micrograph.diagnostic(
        "the \(name) from \(from) nm to \(to) nm is not within the image without its edges, "
          + "\(edge) nm to \(Micrograph.decimal(width - edge, 3)) nm")
    }
    let pixel = micrograph.pixel
    return StrainField.Area(
      x: (from / pixel)...(to / pixel), y: (edge / pixel)...((height - edge) / pixel))
  }

  /// The settings as a definition states them.
  var words: String {
    func nanometres(_ name: String) -> String { "\(parameters["gpa.\(name)"].value)" }
    let width = 2.354820045 / (2 * Double.pi * sigma.value)
    return "Gaussian mask σ = \(sigma.value) 1/nm (the strain is a mean over a Gaussian of "
      + "\(Micrograph.decimal(width, 2)) nm full width at half maximum); positive is stretching; area x = "
      + "\(nanometres("area_from")) nm to \(nanometres("area_to")) nm, reference area x = "
      + "\(nanometres("reference_from")) nm to \(nanometres("reference_to")) nm, each without "
      + "\(nanometres("edge")) nm at the upper and lower edge"
  }
}
