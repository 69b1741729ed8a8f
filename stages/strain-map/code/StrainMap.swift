import Micrographs
import Numerics
import Quantity
import Text

/// The strain along the first set of planes of an image, and the noise it is known with.
struct StrainMap {
  let micrograph: Micrograph
  let settings: Settings
  let field: StrainField
  let area: StrainField.Area
  let reference: StrainField.Area
  /// The strain along g₁ at each point of the grid.
  let strains: [Double]
  private let noise: StrainNoise

  /// Finds both spots and the phases near them.
  ///
  /// - Throws: A `Diagnostic` where a set of planes is not in the image, or an area not within it.
  init(of micrograph: Micrograph, with settings: Settings) throws {
    let area = try settings.pixels(of: settings.area, in: micrograph)
    let reference = try settings.pixels(of: settings.reference, in: micrograph)
    guard !area.x.overlaps(reference.x) else {
      throw micrograph.diagnostic("the area and the reference overlap")
    }
    let vectors = try Self.vectors(of: micrograph, settings)
    let sigma = settings.sigma.value * micrograph.pixel
    let raster = micrograph.raster
    let field = try micrograph.told { () throws(ImageError) in
      let mean = raster.mean
      let transform = FourierTransform(
        try Raster(
          width: raster.width, height: raster.height, values: raster.values.map { $0 - mean }))
      return try StrainField(
        GeometricPhase(transform, near: vectors[0], sigma: sigma),
        GeometricPhase(transform, near: vectors[1], sigma: sigma), reference: reference)
    }
    let first = field.lattice.first
    self.micrograph = micrograph
    self.settings = settings
    self.field = field
    self.area = area
    self.reference = reference
    strains = field.distortions.map { $0.along(first) }
    noise = StrainNoise(of: field, sigma: sigma, along: first)
  }

  /// The strongest spot of each set of planes, periods per pixel.
  private static func vectors(
    of micrograph: Micrograph, _ settings: Settings
  ) throws -> [PlaneVector] {
    let spectrum = try micrograph.told { () throws(ImageError) in
      try PowerSpectrum(micrograph.raster)
    }
    let spots = spectrum.spots()
    return try settings.distances.map { distance in
      let spot = spots.first {
        abs(micrograph.pixel / $0.frequency.length / distance - 1) <= settings.tolerance
      }
      guard let spot else {
        throw micrograph.diagnostic(
          "no spot for planes \(distance) nm apart within \(100 * settings.tolerance) %")
      }
      return spot.frequency
    }
  }
}

/// The numbers of a strain in an area.
struct StrainStatistics {
  /// The strain of the area's points less its mean, and of the reference's.
  let mean: Double
  let meanUncertainty: Double
  /// As many degrees of freedom as the reference has independent values, less one for their mean:
  /// so well is the noise known.
  let noiseDof: Double
  /// The mean square about the mean, noise and all, and its standard uncertainty.
  let variance: Double
  let varianceUncertainty: Double
  /// The mean square of the noise in the reference, and its standard uncertainty.
  let noise: Double
  let noiseUncertainty: Double
  /// The strains of the area in order.
  let sorted: [Double]

  /// The value below which a share of the strains lie.
  func percentile(_ percent: Double) -> Double {
    let place = percent / 100 * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}

extension StrainMap {
  /// Mean and scatter of the strain in the area; the noise is that of the reference.
  ///
  /// The uncertainties are those of white noise behind the mask (`StrainNoise`). The mean square of
  /// strain and noise together has the variance 4 Var(mean(s·n)) + 2σ⁴/N; with the strain as
  /// measured, m = s + n, in place of s this is 4 Var(mean(m·n)) − 2σ⁴/N.
  var statistics: StrainStatistics {
    let (inside, outside) = (field.points(in: area), field.points(in: reference))
    let noiseMean = outside.reduce(0) { $0 + strains[$1] } / Double(outside.count)
    let floor =
      outside.reduce(0) { $0 + (strains[$1] - noiseMean) * (strains[$1] - noiseMean) }
      / Double(outside.count)
    let mean = inside.reduce(0) { $0 + strains[$1] } / Double(inside.count)
    let deviations = inside.map { (point: $0, weight: strains[$0] - mean) }
    let variance =
      deviations.reduce(0) { $0 + $1.weight * $1.weight } / Double(inside.count)
    let pairs = noise.independentValues(of: inside.count)
    let overlap = floor * noise.variance(ofMean: deviations)
    let means = [inside, outside].map { points in
      floor * noise.variance(ofMean: points.map { ($0, 1) })
    }
    let known = noise.independentValues(of: outside.count)
    return StrainStatistics(
      mean: mean, meanUncertainty: (means[0] + means[1]).squareRoot(), noiseDof: known - 1,
      variance: variance,
      // Never less than what noise alone would have.
      varianceUncertainty: max(
        4 * overlap - 2 * floor * floor / pairs, 2 * floor * floor / pairs
      ).squareRoot(),
      noise: floor,
      noiseUncertainty: floor * (2 / known).squareRoot(),
      sorted: inside.map { strains[$0] }.sorted())
  }
}
