public import PatternText
public import Tables

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

  /// The temperature as part of the name of a number: `600`, `37p5`.
  public var name: String {
    temperature.text.replacing(".", with: "p").replacing("-", with: "m").replacing(" ", with: "")
  }

  /// The temperature in the words of a definition.
  public var told: String { "at \(temperature.text) °C as told by the heating stage" }
}
