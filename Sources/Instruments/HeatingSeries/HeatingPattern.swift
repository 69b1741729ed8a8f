public import Numerics
public import PatternText
public import Quantity
public import Tables
public import Text

/// One pattern of a heating series: what was counted, at which temperature and when.
public struct HeatingPattern: Sendable {
  /// The points.
  public let scan: PatternText
  /// The temperature the stage told, in °C.
  public let temperature: TableCell
  /// The time since the heating began, in min.
  public let time: TableCell
  /// The temperature as a number, in °C.
  public let degrees: Double
  /// The time as a number, in min.
  public let minutes: Double

  /// The points between two angles, as a procedure takes them in.
  public struct Window: Sendable {
    /// Places, counts and variances.
    public let points: PeakPoints
    /// The cells of the counts.
    public let input: Procedure.Input
  }

  /// The temperature as part of the name of a number: `600`, `37p5`.
  public var name: String {
    temperature.text.replacing(".", with: "p").replacing("-", with: "m").replacing(" ", with: "")
  }

  /// The temperature in the words of a definition.
  public var told: String { "at \(temperature.text) °C as told by the heating stage" }

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
  ) throws(Diagnostic) -> Window {
    let angles = scan.angles.values
    let (first, last) = (angles[0], angles[angles.count - 1])
    guard first <= from.value, to.value <= last else {
      throw scan.angles.cells[first > from.value ? 0 : angles.count - 1].diagnostic(
        "the window of \(name), \(from.value)° to \(to.value)°, is not within the pattern, "
          + "\(first)° to \(last)°")
    }
    let start = angles.firstIndex { $0 >= from.value } ?? 0
    let end = angles.firstIndex { $0 > to.value } ?? angles.count
    let variances = try scan.variances()
    do throws(PeakFitError) {
      let points = try PeakPoints(
        places: Array(angles[start..<end]), values: Array(scan.intensities.values[start..<end]),
        variances: Array(variances[start..<end]))
      let ends = [start, end - 1].map { scan.intensities.cells[$0].cell.address }
      return Window(
        points: points, input: .range(path: scan.file, cells: ends.joined(separator: ":")))
    } catch {
      throw scan.intensities.cells[min(start, angles.count - 1)].diagnostic(
        "the window of \(name): \(error)")
    }
  }
}
