import Analysis
import Numerics
import Quantity
import VAMAS

/// The points of both spectra with their backgrounds, as a figure will draw them.
struct SpectrumTable {
  /// The table as a file of results.
  let file: ResultFile

  init(_ peaks: [Peak]) throws {
    var text =
      "line,binding energy / eV,counts,rate / s^-1,Shirley background,linear background,"
      + "Shirley background / s^-1,linear background / s^-1,net rate / s^-1\n"
    for peak in peaks { text += try Self.rows(peak) }
    file = ResultFile("spectra.csv", bytes: Array(text.utf8))
  }

  private static func rows(_ peak: Peak) throws -> String {
    let spectrum = peak.spectrum
    let time = try spectrum.region.dwellTime.number() * spectrum.region.sweeps.number()
    let points = spectrum.bindingEnergies.indices.sorted {
      spectrum.bindingEnergies[$0] < spectrum.bindingEnergies[$1]
    }
    var places: [Int: Int] = [:]
    for (place, point) in peak.points.enumerated() { places[point] = place }
    return points.map { point in
      let counts = spectrum.intensity.values[point]
      let backgrounds = [peak.shirley, peak.linear].map { area in
        places[point].map { area.background[$0] }
      }
      let net = backgrounds[0].map { (counts - $0) / time }
      let rates = backgrounds.map { $0.map { $0 / time } } + [net]
      return [
        peak.line.region, digits(spectrum.bindingEnergies[point], 4), digits(counts, 0),
        digits(counts / time, 3),
      ].joined(separator: ",") + ","
        + (backgrounds + rates).map { $0.map { digits($0, 3) } ?? "" }.joined(separator: ",") + "\n"
    }.joined()
  }

  private static func digits(_ value: Double, _ decimals: Int) -> String {
    Printed(value, uncertainty: nil, unit: .one, decimals: decimals).description
  }
}
