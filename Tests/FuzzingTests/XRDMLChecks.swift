import Quantity
import Words
import XRDML

/// XRDML: as many angles as intensities, and every word is found again as an audit looks for it.
enum XRDMLChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    for number in [nil, 1, 2] {
      try mayRefuse(bytes, "a.xrdml") {
        try check(PowderScan(bytes, file: "a.xrdml", number: number), bytes)
      }
    }
  }

  private static func check(_ scan: PowderScan, _ bytes: [UInt8]) throws {
    try require(
      scan.angles.values.count == scan.intensities.count
        && scan.intensities.cells.count == scan.intensities.count
        && scan.intensities.variances.count == scan.intensities.count,
      "\(scan.angles.values.count) angles, \(scan.intensities.count) intensities")
    let radiation = [scan.radiation.kAlpha1, scan.radiation.kAlpha2, scan.radiation.ratio]
    let angles =
      switch scan.angles.source {
      case .steps(let from, let to): [from, to]
      case .list(let cells): cells
      }
    let words = radiation + angles + scan.intensities.cells + scan.intensities.attenuation
    let texts = Words.texts(of: words.map(\.cell), in: bytes)
    for (word, text) in zip(words, texts) {
      try require(text?.isWritten(word.text) ?? false, "\(word.cell) is not found again")
    }
    let derivation = Derivation()
    for word in words.prefix(20) { _ = try word.quantity(.one, in: derivation) }
  }
}
