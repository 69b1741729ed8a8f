import Diffraction
import Numerics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The powder patterns of the layered oxides (Figure S1d): reflections of R-3m from structure
/// factors, drawn by one instrument, each specimen mounted a little off.
struct LayeredModel {
  /// One sample: lattice in Å, the exchange of Li and Ni, and the displacement in degrees.
  struct Sample {
    let name: String
    let oxide: LayeredOxide
    let displacement: Double
    let counts: [Int]
  }

  let diffractometer: Diffractometer
  let samples: [Sample]
  let places: [Double]

  /// The size of the domains in Å, and the area of 104 in counts·degrees.
  static let size = 900.0
  static let area = 9000.0
  private static let exchanges = [
    ("10W", 0.020), ("25W", 0.026), ("50W", 0.036), ("100W", 0.055),
  ]

  /// Patterns of a seed, of every so many of the 5332 points as a faster scan has them, and of the
  /// named samples alone where some are named.
  init(seed: UInt32, coarse: Int = 1, names: [String]? = nil) {
    let diffractometer = Diffractometer(seed: seed)
    let places = PowderFiles.places(
      from: 10.00657, step: 0.0131303 * Double(coarse), count: 5332 / coarse)
    let random = RandomNumbers(seed: seed &+ 1_000_003)
    self.diffractometer = diffractometer
    self.places = places
    samples = Self.exchanges.enumerated().compactMap { index, entry in
      guard names?.contains(entry.0) ?? true else { return nil }
      let oxide = LayeredOxide(
        a: 2.8745 + 0.0004 * Double(index), c: 14.194 + 0.002 * Double(index), exchange: entry.1)
      // A sequence of its own: the number of counts drawn before moves nothing else.
      let displacement = RandomNumbers(seed: seed &+ 1_100_003 &+ UInt32(index))
        .normal(-0.02, 0.01)
      let peaks = Self.peaks(of: oxide, diffractometer, displacement)
      return Sample(
        name: entry.0, oxide: oxide, displacement: displacement,
        counts: diffractometer.counts(of: peaks, at: places, over: Self.background, random))
    }
  }

  private static func peaks(
    of oxide: LayeredOxide, _ diffractometer: Diffractometer, _ displacement: Double
  ) -> [PowderPeak] {
    let wavelength = diffractometer.instrument.wavelength
    let unit = oxide.intensity(Miller(1, 0, 4), wavelength: wavelength)
    return oxide.reflections(below: 84, wavelength: wavelength).compactMap { index in
      diffractometer.peak(
        index, of: oxide.cell, area: area * oxide.intensity(index, wavelength: wavelength) / unit,
        size: size, mixing: Diffractometer.mixing, displacement: displacement)
    }
  }

  static func background(_ place: Double) -> Double {
    let bump = (place - 27) / 9
    return 300 + 900 * exp(-(place - 10) / 18) + 40 * exp(-bump * bump)
  }

  /// The files as the stages read them.
  var set: SyntheticSet {
    let files = samples.enumerated().map { index, sample in
      SyntheticSet.File(
        "xrd-ratio/raw/synthetic_FigS1d_\(sample.name)-NCM90.xrdml",
        PowderFiles.xrdml(
          sample.counts, from: places[0], to: places[places.count - 1],
          name: "\(sample.name)-NCM90", version: index % 2 == 0 ? "1.5" : "2.0"))
    }
    let wavelength = diffractometer.instrument.wavelength
    let truth = samples.map { sample in
      (
        sample.name,
        JSON.object([
          ("a", JSON(sample.oxide.a)), ("c", JSON(sample.oxide.c)),
          ("mix", JSON(sample.oxide.exchange)),
          ("area_ratio_003_104", JSON(sample.oxide.ratio(wavelength: wavelength))),
          ("r_factor", JSON(sample.oxide.rFactor(wavelength: wavelength))),
          ("disp", JSON(sample.displacement)),
        ])
      )
    }
    return SyntheticSet(name: "FigS1d", files: files, truth: .object(truth))
  }
}

/// The patterns of the precursor fired at 200 °C and 350 °C (Figure S1c): β-hydroxide P-3m1 with the
/// relative intensities usual for β-Ni(OH)₂ (PDF 14-0117), rock salt with those of NiO
/// (PDF 47-1049).
struct HydroxideModel {
  /// One firing: how much of the scattering is hydroxide's, and the sizes in Å.
  struct Firing {
    let name: String
    let hydroxide: Double
    let sizes: (hydroxide: Double, rockSalt: Double)
    let displacement: Double
    let counts: [Int]
  }

  let diffractometer: Diffractometer
  let firings: [Firing]
  let places: [Double]

  static let hydroxide = UnitCell.hexagonal(a: 3.126, c: 4.605)
  static let rockSalt = UnitCell.cubic(a: 4.18)
  /// The share η of the profiles of such small domains.
  static let mixing = 0.7
  private static let hydroxideAreas: [(Miller, Double)] = [
    (Miller(0, 0, 1), 100), (Miller(1, 0, 0), 45), (Miller(1, 0, 1), 100), (Miller(1, 0, 2), 55),
    (Miller(1, 1, 0), 35), (Miller(1, 1, 1), 25),
  ]
  private static let rockSaltAreas: [(Miller, Double)] = [
    (Miller(1, 1, 1), 60), (Miller(2, 0, 0), 100), (Miller(2, 2, 0), 35), (Miller(3, 1, 1), 13),
    (Miller(2, 2, 2), 8),
  ]
  private static let table = [
    ("200C_3h", 0.72, (180.0, 28.0)), ("350C_3h", 0.04, (120.0, 45.0)),
  ]

  /// Patterns of a seed, of every so many of the 5332 points.
  init(seed: UInt32, coarse: Int = 1, names: [String]? = nil) {
    let diffractometer = Diffractometer(seed: seed)
    let places = PowderFiles.places(
      from: 10.00657, step: 0.0131303 * Double(coarse), count: 5332 / coarse)
    let random = RandomNumbers(seed: seed &+ 2_000_003)
    self.diffractometer = diffractometer
    self.places = places
    firings = Self.table.enumerated().compactMap { number, entry in
      let (name, share, sizes) = entry
      guard names?.contains(name) ?? true else { return nil }
      let displacement = RandomNumbers(seed: seed &+ 2_100_003 &+ UInt32(number))
        .normal(-0.02, 0.01)
      func peaks(
        _ areas: [(Miller, Double)], _ cell: UnitCell, _ share: Double, _ size: Double
      ) -> [PowderPeak] {
        areas.compactMap { index, area in
          diffractometer.peak(
            index, of: cell, area: 60 * share * area, size: size, mixing: Self.mixing,
            displacement: displacement)
        }
      }
      let all =
        peaks(Self.hydroxideAreas, Self.hydroxide, share, sizes.0)
        + peaks(Self.rockSaltAreas, Self.rockSalt, 1 - share, sizes.1)
      return Firing(
        name: name, hydroxide: share, sizes: sizes, displacement: displacement,
        counts: diffractometer.counts(of: all, at: places, over: Self.background, random))
    }
  }

  static func background(_ place: Double) -> Double { 250 + 600 * exp(-(place - 10) / 20) }

  /// The files as the stages read them.
  var set: SyntheticSet {
    let files = firings.map { firing in
      SyntheticSet.File(
        "xrd-phases/raw/synthetic_FigS1c_NCM(OH)2_\(firing.name).xy",
        PowderFiles.columns(places, firing.counts))
    }
    let truth = firings.map { firing in
      (
        firing.name,
        JSON.object([
          ("hydroxide_fraction", JSON(firing.hydroxide)),
          ("D_hydroxide_A", JSON(firing.sizes.hydroxide)),
          ("D_rocksalt_A", JSON(firing.sizes.rockSalt)), ("disp", JSON(firing.displacement)),
          ("a_hydroxide_A", JSON(Self.hydroxide.edges[0])),
          ("c_hydroxide_A", JSON(Self.hydroxide.edges[1])),
          ("a_rocksalt_A", JSON(Self.rockSalt.edges[0])),
        ])
      )
    }
    return SyntheticSet(name: "FigS1c", files: files, truth: .object(truth))
  }
}

/// A pattern of the line-profile standard LaB₆, NIST SRM 660c, a = 4.156826 Å, without any size.
struct StandardModel {
  let diffractometer: Diffractometer
  let displacement: Double
  let counts: [Int]
  let places: [Double]

  static let cell = UnitCell.cubic(a: 4.156826)
  private static let areas: [(Miller, Double)] = [
    (Miller(1, 0, 0), 54), (Miller(1, 1, 0), 100), (Miller(1, 1, 1), 41), (Miller(2, 0, 0), 22),
    (Miller(2, 1, 0), 46), (Miller(2, 1, 1), 23), (Miller(2, 2, 0), 7), (Miller(3, 0, 0), 21),
    (Miller(3, 1, 0), 15), (Miller(3, 1, 1), 9), (Miller(2, 2, 2), 2), (Miller(3, 2, 0), 6),
    (Miller(3, 2, 1), 12), (Miller(4, 0, 0), 2), (Miller(4, 1, 0), 8), (Miller(3, 3, 0), 6),
    (Miller(3, 3, 1), 5), (Miller(4, 2, 0), 9), (Miller(4, 2, 1), 11),
  ]

  /// A pattern of a seed, in steps of 0.02° times a factor.
  init(seed: UInt32, coarse: Int = 1) {
    let diffractometer = Diffractometer(seed: seed)
    let random = RandomNumbers(seed: seed &+ 3_000_003)
    let places = PowderFiles.places(
      from: 20, step: 0.02 * Double(coarse), count: 5000 / coarse + 1)
    let displacement = random.normal(-0.01, 0.01)
    self.diffractometer = diffractometer
    self.places = places
    self.displacement = displacement
    let peaks = Self.areas.compactMap { index, area in
      diffractometer.peak(
        index, of: Self.cell, area: 120 * area, size: 0, mixing: Diffractometer.mixing,
        displacement: displacement)
    }
    counts = diffractometer.counts(
      of: peaks, at: places, over: { 120 + 150 * exp(-($0 - 20) / 25) }, random)
  }

  /// The file as the stage reads it.
  var set: SyntheticSet {
    let text = PowderFiles.xrdml(
      counts, from: places[0], to: places[places.count - 1], name: "LaB6 SRM 660c", version: "2.0")
    return SyntheticSet(
      name: "LaB6",
      files: [SyntheticSet.File("xrd-instrument/raw/synthetic_LaB6_SRM660c.xrdml", text)],
      truth: .object(diffractometer.truth + [("disp", JSON(displacement))]))
  }
}
