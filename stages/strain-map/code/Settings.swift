import Analysis
import Micrographs
import Numerics
import Quantity

/// The parameters of the analysis: two sets of lattice planes, the mask, and two areas.
struct Settings {
  /// A stretch of x over the height of an image, in nm.
  struct Stretch {
    let name: String
    let from: Quantity
    let to: Quantity

    /// The stretch as a definition states it.
    var words: String { "\(name) x = \(from.value) nm to \(to.value) nm" }
  }

  /// The area whose strain is told.
  let area: Stretch
  /// The area that is taken to have none.
  let reference: Stretch
  /// The expected distances of the planes whose phases are analysed, nm.
  let distances: [Double]
  /// How far a distance may be from the expected, relative.
  let tolerance: Double
  /// What is left out at each side of the image, where its transform joins opposite sides, nm.
  let edge: Quantity
  /// σ of the mask, 1/nm.
  let sigma: Quantity

  /// Reads parameters such as `gpa.mask_sigma=0.5 1/nm`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    var values = StageParameters(values, uncertainty: .standard(0), in: derivation)
    func length(_ name: String) throws -> Quantity { try values.value("gpa.\(name)", in: "nm") }
    area = Stretch(name: "area", from: try length("area_from"), to: try length("area_to"))
    distances = [try length("d_1").value, try length("d_2").value]
    edge = try length("edge")
    sigma = try values.value("gpa.mask_sigma", in: "1/nm")
    reference = Stretch(
      name: "reference area", from: try length("reference_from"), to: try length("reference_to"))
    tolerance = try values.value("gpa.tolerance", in: "1").value
    try values.checkAllTaken()
  }

  /// What went into a result, as inputs of a procedure.
  var inputs: [Named<Procedure.Input>] {
    [
      Named("gpa.mask_sigma", .step(sigma.step)), Named("gpa.area_from", .step(area.from.step)),
      Named("gpa.area_to", .step(area.to.step)),
      Named("gpa.reference_from", .step(reference.from.step)),
      Named("gpa.reference_to", .step(reference.to.step)), Named("gpa.edge", .step(edge.step)),
    ]
  }

  /// A stretch of an image without the edges, in pixels.
  ///
  /// - Throws: A `Diagnostic` where it is not within the image.
  func pixels(of stretch: Stretch, in micrograph: Micrograph) throws -> StrainField.Area {
    let (from, to, edge) = (stretch.from.value, stretch.to.value, edge.value)
    let height = Double(micrograph.raster.height) * micrograph.pixel
    let width = Double(micrograph.raster.width) * micrograph.pixel
    guard from < to, edge < height / 2 else {
      throw micrograph.diagnostic("the \(stretch.name) ends before it begins")
    }
    guard from >= edge, to <= width - edge else {
      throw micrograph.diagnostic(
        "the \(stretch.name) from \(from) nm to \(to) nm is not within the image without its "
          + "edges, \(edge) nm to \(Micrograph.decimal(width - edge, 3)) nm")
    }
    let pixel = micrograph.pixel
    return StrainField.Area(
      x: (from / pixel)...(to / pixel), y: (edge / pixel)...((height - edge) / pixel))
  }

  /// The settings as a definition states them.
  var words: String {
    let width = 2.354820045 / (2 * Double.pi * sigma.value)
    return "Gaussian mask σ = \(sigma.value) 1/nm (the strain is a mean over a Gaussian of "
      + "\(Micrograph.decimal(width, 2)) nm full width at half maximum); positive is stretching; "
      + "\(area.words), \(reference.words), each without \(edge.value) nm at the upper and lower edge"
  }
}
