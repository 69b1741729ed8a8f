import Diffraction
import Numerics
import Text

/// The diffractometer of all made-up powder patterns: the same one for the standard and the samples
/// of one seed, its zero and axial divergence drawn from what such instruments have.
struct Diffractometer {
  let instrument: Instrument
  /// The share η of the Lorentz function in a line of the instrument.
  static let mixing = 0.55
  /// The spread with which the axial divergence in rad and the zero in degrees are drawn.
  static let spread = (axial: 0.002, zero: 0.003)
  /// The file's wavelengths in Å, and the share of the second line.
  static let lines = (first: 1.540598, second: 1.544426, ratio: 0.5)

  init(seed: UInt32) {
    let random = RandomNumbers(seed: seed)
    let axial = random.normal(0.04, Self.spread.axial)
    instrument = Instrument(
      wavelength: Self.lines.first,
      optics: PowderOptics(
        wavelengthRatio: Self.lines.second / Self.lines.first, ratio: Self.lines.ratio,
        axialSquare: axial * axial),
      u: 0.012, w: 0.0042, zero: random.normal(0, Self.spread.zero))
  }

  /// A reflection with domains of a size in Å (none for 0), moved by the displacement and the zero.
  func peak(
    _ index: Miller, of cell: UnitCell, area: Double, size: Double, mixing: Double,
    displacement: Double
  ) -> PowderPeak? {
    guard let bragg = cell.position(index, wavelength: instrument.wavelength)?.value else {
      return nil
    }
    let added =
      size > 0
      ? Scherrer.width(inverseSize: 1 / size, position: bragg, wavelength: instrument.wavelength)
      : 0
    return PowderPeak(
      area: area, position: bragg + instrument.zero + displacement * cosine(bragg / 2),
      width: instrument.width(at: bragg) + added, mixing: mixing)
  }

  /// Counts of a pattern.
  func counts(
    of peaks: [PowderPeak], at places: [Double], over background: (Double) -> Double,
    _ random: RandomNumbers
  ) -> [Int] {
    zip(places, instrument.optics.values(of: peaks, at: places)).map { place, value in
      random.poisson(value + background(place))
    }
  }

  /// What was put in for the instrument, as JSON.
  var truth: [(String, JSON)] {
    [
      ("axial_square_rad2", JSON(instrument.optics.axialSquare)), ("u_deg2", JSON(instrument.u)),
      ("w_deg2", JSON(instrument.w)), ("lorentz_share", JSON(Self.mixing)),
      ("zero_deg", JSON(instrument.zero)),
    ]
  }
}
