import Numerics
import Quantity
import Text
import Words
import XRDML

/// The radiation of a pattern as quantities: two wavelengths and the share of the second line.
struct Beam {
  let kAlpha1: Quantity
  let kAlpha2: Quantity
  let ratio: Quantity

  /// Takes the file's values; a share that contradicts the file's own words must be given.
  init(_ radiation: Radiation, ratio given: Quantity?, in derivation: Derivation) throws {
    kAlpha1 = try radiation.kAlpha1.quantity(radiation.unit, in: derivation).named("λ(Kα1)")
    kAlpha2 = try radiation.kAlpha2.quantity(radiation.unit, in: derivation).named("λ(Kα2)")
    if let given {
      ratio = given.named("Kα2/Kα1")
    } else {
      let own = try radiation.ratio.quantity(.one, in: derivation).named("Kα2/Kα1")
      guard !radiation.isKAlpha1Intended || own.value == 0 else {
        throw radiation.ratio.diagnostic(
          "the file means Kα1 alone to be used, but gives Kα2 a share",
          hint: "say which is true with the parameter xrd.k_alpha2_ratio: 0 behind a monochromator")
      }
      ratio = own
    }
  }

  /// The doublet of a fit.
  var doublet: PeakFit.Doublet {
    PeakFit.Doublet(wavelengthRatio: kAlpha2.value / kAlpha1.value, ratio: ratio.value)
  }

  /// The same lines as a powder pattern is drawn with.
  var optics: PowderOptics {
    PowderOptics(wavelengthRatio: doublet.wavelengthRatio, ratio: doublet.ratio)
  }

  /// The values as a definition states them.
  var words: String {
    ratio.value == 0
      ? "Kα1 alone"
      : "doublet with λ = \(kAlpha1.value) and \(kAlpha2.value) Å at sin θ₂ = (λ₂/λ₁) sin θ₁ "
        + "and Kα2/Kα1 = \(ratio.value)"
  }
}
