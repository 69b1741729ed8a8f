import Quantity

/// The parameters of the analysis: lines, mask, blocks.
struct Settings {
  /// The line of the matrix, Ni, and that of W.
  let matrixLine: XRayLine
  let traceLine: XRayLine
  /// The fraction of the particle's level a pixel of it exceeds.
  let threshold: Double
  /// How far from the particle the background begins, in pixels.
  let margin: Int
  /// The side of the blocks in pixels, and the other sides the analysis is repeated with.
  let block: Int
  let repeats: [Int]
  /// How long the scale bar of the figure is, in µm.
  let scaleBar: Double

  /// The names with an example each.
  private static let examples = [
    "eds.ni_line": "Ni K", "eds.w_line": "W M", "eds.mask_threshold": "30 %",
    "eds.margin": "4", "eds.block": "8", "eds.block_repeats": "4 16", "eds.scale_bar": "2 µm",
  ]

  init(_ values: [String: String]) throws {
    let known = Self.examples.keys.sorted()
    for name in values.keys.sorted() where !known.contains(name) {
      throw EDSFault.unknownParameter(name, known: known)
    }
    matrixLine = try Self.line("eds.ni_line", of: "Ni", values)
    traceLine = try Self.line("eds.w_line", of: "W", values)
    threshold = try Self.fraction("eds.mask_threshold", values)
    margin = try Self.pixels("eds.margin", Self.text("eds.margin", values))
    block = try Self.pixels("eds.block", Self.text("eds.block", values))
    repeats = try Self.text("eds.block_repeats", values).split(separator: " ").map {
      try Self.pixels("eds.block_repeats", String($0))
    }
    scaleBar = try Self.length("eds.scale_bar", values)
  }

  private static func text(
    _ name: String, _ values: [String: String]
  ) throws(EDSFault) -> String {
    guard let text = values[name] else {
      throw .missingParameter(name, example: examples[name] ?? "")
    }
    return text
  }

  private static func line(
    _ name: String, of element: String, _ values: [String: String]
  ) throws(EDSFault) -> XRayLine {
    let known = XRayLine.allCases.filter { $0.element == element }
    let text = try text(name, values)
    guard let line = known.first(where: { $0.rawValue == text }) else {
      throw .line(name, text, known: known.map(\.rawValue))
    }
    return line
  }

  private static func fraction(_ name: String, _ values: [String: String]) throws -> Double {
    let text = try text(name, values)
    let fraction = try Derivation().parameter(name, text: text)
    guard fraction.unit.symbol == "%", 0 < fraction.value, fraction.value < 100 else {
      throw EDSFault.notAFraction(name, text)
    }
    return fraction.value / 100
  }

  private static func pixels(_ name: String, _ text: String) throws(EDSFault) -> Int {
    guard let count = Int(text), 1...1024 ~= count else { throw .notPixels(name, text) }
    return count
  }

  private static func length(_ name: String, _ values: [String: String]) throws -> Double {
    let text = try text(name, values)
    let length = try Derivation().parameter(name, text: text)
    guard length.unit.symbol == "µm", length.value > 0 else {
      throw EDSFault.notALength(name, text)
    }
    return length.value
  }
}
