import Glibc

/// A region as a block of a VAMAS file (ISO 14976): kinetic energies, counts and transmission.
struct VAMASBlock {
  let region: XPSModel.Region
  let sample: String
  /// From the lowest binding energy.
  let counts: [Int]

  /// What a line holds where the instrument did not say.
  private static let unset = "1E+37"

  /// A whole file.
  static func file(_ blocks: [VAMASBlock]) -> String {
    let head = [
      "VAMAS Surface Chemical Analysis Standard Data Transfer Format 1988 May 4", "Not Specified",
      "SYNTHETIC (Kratos-like)", "Not Specified", "synthetic experiment", "1",
      SyntheticSet.notice, "NORM", "REGULAR", "1", "0", "0", "0", "0", "0", "\(blocks.count)",
    ]
    return (head + blocks.flatMap(\.lines) + ["end of experiment"])
      .map { $0 + "\r\n" }.joined()
  }

  /// The lines of the block, in the order of the standard.
  private var lines: [String] {
    let energies = region.places.reversed().map { XPSModel.photonEnergy - $0 }
    let transmissions = energies.map(XPSModel.transmission)
    let counts = self.counts.reversed()
    let names = region.name.split(separator: " ").map(String.init)
    let unset = Self.unset
    let source = [
      region.name, sample, "1970", "1", "1", "12", "0", "0", "8", "1", "SYNTHETIC block", "XPS",
      "Al (mono)", "\(XPSModel.photonEnergy)", "225", unset, unset, unset, unset, "FAT", "20",
      unset, "4.5", unset, unset, unset, unset, unset,
    ]
    let axis = [
      names[0], names[1], "-1", "Kinetic energy", "eV", FixedDecimals.text(energies[0], 4),
      FixedDecimals.text(region.step, 4),
    ]
    let curves = [
      "2", "Intensity", "d", "Transmission", "d", "pulse counting", "\(XPSModel.dwell)",
      "\(region.sweeps)", "0", unset, unset, unset, "0", "\(2 * counts.count)",
    ]
    let ranges =
      [counts.min(), counts.max()].map { "\($0 ?? 0)" }
      + [transmissions.min(), transmissions.max()].map { FixedDecimals.text($0 ?? 0, 6) }
    let values = zip(counts, transmissions).flatMap { ["\($0)", FixedDecimals.text($1, 6)] }
    return source + axis + curves + ranges + values
  }
}

/// Peaks of unit area.
enum Profile {
  /// A pseudo-Voigt profile, 30 % of it Lorentzian, both parts of one full width at half maximum.
  static func pseudoVoigt(_ offset: Double, width: Double) -> Double {
    let share = 0.3
    let lorentz = 2 / (.pi * width) / (1 + 4 * offset * offset / (width * width))
    let gauss =
      2 / width * (log(2) / .pi).squareRoot() * exp(-4 * log(2) * offset * offset / (width * width))
    return share * lorentz + (1 - share) * gauss
  }
}
