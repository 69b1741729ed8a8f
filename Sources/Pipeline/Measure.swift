import YAML

/// A number with a unit, as durations and amounts of memory are written: `30 min`, `1.5 GB`.
enum Measure {
  private static let times = ["s": 1.0, "min": 60, "h": 3600, "d": 86400]
  private static let bytes = [
    "B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12,
    "KiB": 0x1p10, "MiB": 0x1p20, "GiB": 0x1p30, "TiB": 0x1p40,
  ]
  /// More than anybody waits or has; what lies below can be counted without overflow.
  private static let (longest, largest) = (1e10, 0x1p60)

  /// A duration above nothing, to the millisecond.
  static func duration(_ node: Node) throws(Pipeline.Fault) -> Duration {
    let written = try Read.text(node)
    guard let seconds = value(written, times), seconds <= longest else {
      throw Pipeline.Fault(.durationInvalid(written), at: node.mark)
    }
    let milliseconds = (seconds * 1000).rounded()
    guard milliseconds > 0 else {
      throw Pipeline.Fault(.durationInvalid(written), at: node.mark)
    }
    return .milliseconds(Int64(milliseconds))
  }

  /// An amount of memory above nothing, in whole bytes.
  static func memory(_ node: Node) throws(Pipeline.Fault) -> Int {
    let written = try Read.text(node)
    guard let count = value(written, bytes)?.rounded(.up), count > 0, count <= largest else {
      throw Pipeline.Fault(.memoryInvalid(written), at: node.mark)
    }
    return Int(count)
  }

  /// A decimal number and one of some units, with a space between them or none.
  private static func value(_ text: String, _ units: [String: Double]) -> Double? {
    let digits = text.prefix { "0123456789.".contains($0) }
    var unit = text.dropFirst(digits.count)
    if unit.first == " " { unit.removeFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), let number = Double(digits),
      let factor = units[String(unit)]
    else { return nil }
    return number * factor
  }
}
