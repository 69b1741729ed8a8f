import Micrographs
import Numerics
import Quantity
import Text

/// The zone axis an image is taken along, by the spots of its Fourier transform.
struct ZoneAxis {
  let spectrum: PowerSpectrum
  let indexing: Indexing
  let micrograph: Micrograph
  private let derivation: Derivation
  /// The power of the reflection that tells the layers, over the noise; of rock salt the most that is
  /// found where it would be.
  let superlatticePower: Double
  /// Distances and angles of the reported reflections.
  let reflections: [MeasuredReflection]

  /// The least share of the power of all spots that a zone must explain.
  static let leastShare = 0.9
  /// How far a spot may lie beside its place: so many periods over the smaller side.
  private static let blur = 1.5

  /// Finds the zone and measures its reflections.
  ///
  /// - Throws: A `Diagnostic` where the image has no spots or no zone fits.
  init(
    of micrograph: Micrograph, with settings: Settings, in derivation: Derivation
  ) throws {
    let raster = micrograph.raster
    let spectrum = try micrograph.told { () throws(ImageError) in try PowerSpectrum(raster) }
    let spots = spectrum.spots()
    guard !spots.isEmpty else {
      throw micrograph.diagnostic("no spot of the Fourier transform stands out of the noise")
    }
    let found = settings.zones.lazy.compactMap { zone in
      Indexing(
        spots, as: zone, pixel: micrograph.pixel, tolerance: settings.tolerance,
        blur: Self.blur / Double(min(raster.width, raster.height)))
    }.first { $0.share >= Self.leastShare }
    guard let found else {
      throw micrograph.diagnostic(
        "no zone axis found: the \(spots.count) spots are those of no zone looked for",
        hint: "looked for: "
          + settings.zones.map { "\($0.phase) \($0.axis)" }.joined(separator: ", ")
          + "; is the pixel size right?")
    }
    self.spectrum = spectrum
    self.micrograph = micrograph
    self.derivation = derivation
    indexing = found
    superlatticePower = Self.superlattice(found, spectrum)
    reflections = try MeasuredReflection.all(of: found, in: micrograph, settings, derivation)
  }

  /// The power at 003, or half way to either 111 of rock salt.
  private static func superlattice(_ indexing: Indexing, _ spectrum: PowerSpectrum) -> Double {
    if let layers = indexing.reflection(1, 0), indexing.zone.indices(1, 0) == [0, 0, 3] {
      return layers.spot.powerOverNoise
    }
    let halves = [indexing.reflection(1, 0), indexing.reflection(0, 1)].compactMap {
      $0.map { 0.5 * $0.frequency }
    }
    let (width, height) = (spectrum.width, spectrum.height)
    return halves.flatMap { half in
      let k = Int((half.x * Double(width)).rounded())
      let l = Int((half.y * Double(height)).rounded())
      return (-1...1).flatMap { row in
        (-1...1).map { spectrum.powerOverNoise(k + $0, l + row) }
      }
    }.max() ?? 0
  }

  /// What the spot of the layers says.
  var verdict: String {
    let power =
      "power over noise \(rounded(superlatticePower)), spots begin at "
      + "\(rounded(spectrum.threshold))"
    return superlatticePower > spectrum.threshold
      ? "layered: 003 is there (\(power))" : "rock salt: no 003 (\(power))"
  }

  private func rounded(_ value: Double) -> String { Micrograph.decimal(value, 1) }
}

extension ZoneAxis {
  /// Distances, angles, and the power the verdict rests on.
  func publication() throws -> Publication {
    let zone = indexing.zone
    var publication = Publication()
    for reflection in reflections {
      try publication.publish(
        "d_\(reflection.label)", reflection.distance,
        definition: """
          distance of the planes \(reflection.name) of \(zone.phase), zone axis \(zone.axis), \
          \(verdict): from the spot of the Fourier transform behind a Hann window, maximum \
          of the continuous transform; the pixel size of the file, its calibration and the scan are in the \
          uncertainty
          """, budget: .complete)
      guard let angle = reflection.angle else { continue }
      try publication.publish(
        "angle_\(reflection.label)", angle,
        definition: """
          angle between \(reflections[0].name) and \(reflection.name) of \(zone.phase) by the same \
          spots; the anisotropy and shear of the scan are in the uncertainty
          """, budget: .complete)
    }
    let power = try derivation.procedure(
      Procedure(
        "power of the layers", output: "",
        method:
          "|F|² at 003, or the most half way to 111 of rock salt, over the mean noise at that "
          + "distance (median of a ring over ln 2)", inputs: [micrograph.input],
        parameters: [Named("threshold", JSON(spectrum.threshold))]),
      outputs: [Named("power", Operation.Operand(superlatticePower, .one))])[0]
    try publication.publish(
      "power_003", power.named("P/N"),
      definition: """
        power of the spot 003 over the noise; above \(rounded(spectrum.threshold)) it is a spot \
        (noise makes one anywhere in 1 of 1000 images): \(verdict)
        """, budget: .partial(missing: "scatter of the power"), decimals: 1)
    return publication
  }
}
