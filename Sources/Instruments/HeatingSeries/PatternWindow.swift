public import Numerics
public import PatternText
public import Quantity
public import Text

/// The points of a pattern between two angles, as a procedure takes them in.
public struct PatternWindow: Sendable {
  /// Places, counts and variances.
  public let points: PeakPoints
  /// The cells of the counts.
  public let input: Procedure.Input
}

extension PatternText {
  /// Takes the points of a stretch of 2θ.
  ///
  /// - Parameters:
  ///   - from: The lower end.
  ///   - to: The upper end, in the same unit as the angles, degrees.
  ///   - name: What the window is of, for messages.
  /// - Returns: The points within the ends.
  /// - Throws: A diagnostic in the pattern where it does not cover the stretch, or in a count that
  ///   is no whole number.
  public func window(
    _ from: Quantity, _ to: Quantity, of name: String
  ) throws(Diagnostic) -> PatternWindow {
    let places = angles.values
    let (first, last) = (places[0], places[places.count - 1])
    guard first <= from.value, to.value <= last else {
      throw angles.cells[first > from.value ? 0 : places.count - 1].diagnostic(
        "the window of \(name), \(from.value)° to \(to.value)°, is not within the pattern, "
          + "\(first)° to \(last)°")
    }
    let start = places.firstIndex { $0 >= from.value } ?? 0
    let end = places.firstIndex { $0 > to.value } ?? places.count
    let variances = try variances()
    do throws(PeakFitError) {
      let points = try PeakPoints(
        places: Array(places[start..<end]), values: Array(intensities.values[start..<end]),
        variances: Array(variances[start..<end]))
      let ends = [start, end - 1].map { intensities.cells[$0].cell.address }
      return PatternWindow(
        points: points, input: .range(path: file, cells: ends.joined(separator: ":")))
    } catch {
      throw intensities.cells[min(start, places.count - 1)].diagnostic(
        "the window of \(name): \(error)")
    }
  }
}
