import Numerics
import VAMAS

/// The peak of a line in a spectrum: detected, and over both backgrounds.
struct Peak {
  let line: PhotoLine
  let spectrum: CountedSpectrum
  /// The points of the window, from the lowest binding energy to the highest.
  let points: [Int]
  let window: SpectrumWindow
  let shirley: NetArea
  let linear: NetArea
  /// The point at which the counts stand highest over the Shirley background.
  let maximum: Int

  /// Finds the peak of a line; one that the counts do not tell from none is refused.
  init(_ line: PhotoLine, in file: VAMASFile) throws {
    let spectrum = try CountedSpectrum(file.region(line.region))
    let region = spectrum.region
    let points = try spectrum.points(in: line.window)
    do {
      let counts = points.map { spectrum.intensity.values[$0] }
      window = try SpectrumWindow(counts: counts, step: abs(region.increment.number()))
      linear = window.linear()
      if let fault = Detection(of: linear, in: window).fault(line) { throw fault.at(region.name) }
      shirley = try window.shirley()
    } catch let error as BackgroundError {
      throw QuantificationFault.noBackground(line.region, error).at(region.name)
    }
    let net = zip(window.counts, shirley.background).map { $0 - $1 }
    maximum = points[net.indices.max { net[$0] < net[$1] } ?? 0]
    self.line = line
    self.spectrum = spectrum
    self.points = points
  }
}

/// Whether a net area can be told from none.
///
/// L. A. Currie, Anal. Chem. 40 (1968) 586. It is asked of the area over the straight line: a Shirley background needs a peak to follow.
struct Detection {
  /// The net area, in counts·eV.
  let area: Double
  /// Its standard uncertainty, the ends of the background included.
  let uncertainty: Double

  init(of area: NetArea, in window: SpectrumWindow) {
    self.area = area.value
    uncertainty = area.covariance(with: area, of: window).squareRoot()
  }

  /// L_C: 5 % of empty spectra lie above it.
  var decisionLimit: Double { 1.645 * uncertainty }
  /// L_D: 95 % of spectra with this true area are found.
  var detectionLimit: Double { 3.29 * uncertainty }

  /// What speaks against giving a number; `nil` when the peak is there.
  func fault(_ line: PhotoLine) -> QuantificationFault? {
    if area < -3 * uncertainty { return .belowBackground(line.region, self) }
    return area < decisionLimit ? .notDetected(line.region, self) : nil
  }
}
