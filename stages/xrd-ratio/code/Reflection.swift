import Diffraction
import Numerics
import Quantity
import Text
import Words
import XRDML

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One reflection of a pattern, its area found in four ways.
struct Reflection {
  /// Area, place of the Kα1 line and width by the profile that axial divergence smears.
  let area: Quantity
  let position: Quantity
  let width: Quantity
  /// The area by the profile that is not smeared.
  let symmetricArea: Quantity
  /// Whether the profile follows the points within what counting explains.
  let isFollowed: Bool
  /// The area by the split profile.
  let splitArea: Quantity
  /// The area without any profile.
  let netArea: Quantity
  /// The points with the fitted curve, a line of CSV each.
  let profile: [String]

  /// Fits the points within a window.
  init(
    _ name: String, in window: Settings.Window, of scan: PowderScan, _ beam: Beam,
    _ instrument: KnownInstrument, ends: [Named<Procedure.Input>], in derivation: Derivation
  ) throws {
    let stretch = try Stretch(name, window, of: scan)
    let steps = try ReflectionSteps(stretch, window, scan, beam, ends: ends, in: derivation)
    let symmetric = try stretch.told { points throws(PeakFitError) in
      try PeakFit(points, doublet: beam.doublet, profile: .pseudoVoigt)
    }
    let split = try stretch.told { points throws(PeakFitError) in
      try PeakFit(points, doublet: beam.doublet, profile: .splitPseudoVoigt)
    }
    let fit = try stretch.told { points throws(PeakFitError) in
      try PowderFit(
        PeakGroup([nil], optics: instrument.instrument.optics), to: points,
        backgroundDegree: 1,
        from: [symmetric.area, symmetric.position, log(symmetric.width), symmetric.mixing])
    }
    let found = try steps.fit(fit, axial: instrument.quantities[Self.axial])
    let change = fit.change(
      to: PeakGroup([nil], optics: instrument.moved(Self.axial).optics))
    func carried(_ index: Int, _ change: Double) throws -> Quantity {
      try instrument.carried(found[index], changes: [0, change])
    }
    area = try carried(0, change[0]).named("A_\(name)")
    position = try carried(1, change[1]).named("2θ_\(name)")
    width = try carried(2, change[2] * found[2].value).named("FWHM_\(name)")
    isFollowed = !fit.isScaled
    symmetricArea = try steps.fit(
      symmetric, "symmetric pseudo-Voigt", "η·L + (1 − η)·G with one width"
    )[0].named("A_\(name) symmetric")
    splitArea = try steps.fit(
      split, "split pseudo-Voigt", "a width and a share η of its own on either side of the maximum"
    )[0].named("A_\(name) split")
    netArea = try steps.netSum(NetSum(stretch.points)).named("A_\(name) net")
    profile = stretch.points.places.indices.map { index in
      let values = [
        stretch.points.places[index], stretch.points.values[index], fit.curve[index],
        fit.background[index],
      ]
      return ([name] + values.map { "\($0)" }).joined(separator: ",")
    }
  }

  /// The index of the axial divergence among the values of the instrument.
  private static let axial = 1
}

/// The points of a scan within a window.
struct Stretch {
  /// The indices of the reflection.
  let name: String
  /// The indices of the points in the scan.
  let range: Range<Int>
  let points: PeakPoints
  private let scan: PowderScan

  init(_ name: String, _ window: Settings.Window, of scan: PowderScan) throws(Diagnostic) {
    let angles = scan.angles.values
    let (from, to) = (window.from.value, window.to.value)
    guard let first = angles.first, let last = angles.last, first <= from, to <= last else {
      throw scan.end(angles[0] > from ? 0 : angles.count - 1).diagnostic(
        "the window of \(name), \(from)° to \(to)°, is not within the scan, "
          + "\(angles[0])° to \(angles[angles.count - 1])°")
    }
    let start = angles.firstIndex { $0 >= from } ?? 0
    let range = start..<(angles.firstIndex { $0 > to } ?? angles.count)
    self.name = name
    self.range = range
    self.scan = scan
    do throws(PeakFitError) {
      points = try PeakPoints(
        places: Array(angles[range]), values: Array(scan.intensities.values[range]),
        variances: Array(scan.intensities.variances[range]))
    } catch {
      throw scan.intensities.cells[start].diagnostic("reflection \(name): \(error)")
    }
  }

  /// Does something with the points; what goes wrong is told at the highest of them.
  func told<Result>(
    _ body: (PeakPoints) throws(PeakFitError) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(PeakFitError) {
      return try body(points)
    } catch {
      let values = scan.intensities.values
      let highest = range.max { values[$0] < values[$1] } ?? range.lowerBound
      throw scan.intensities.cells[highest].diagnostic(
        "reflection \(name): \(error)",
        hint: "its window is the parameter xrd.from_\(name) to xrd.to_\(name)")
    }
  }
}

extension PowderScan {
  /// The word that gives the angle of the first or the last point.
  fileprivate func end(_ index: Int) -> WordCell {
    switch angles.source {
    case .steps(let from, let to): index == 0 ? from : to
    case .list(let cells): cells[index]
    }
  }
}
