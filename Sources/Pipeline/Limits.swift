import YAML

/// Readers of what limits a stage: how long it may run, how much it holds, how often it is tried.
enum Limits {
  private static let units: [String: Double] = ["s": 1, "min": 60, "h": 3600, "d": 86400]
  private static let sizes: [String: Int] = [
    "B": 1, "kB": 1000, "MB": 1_000_000, "GB": 1_000_000_000, "TB": 1_000_000_000_000,
    "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
  ]

  static func timeout(_ node: Node) throws(Pipeline.Fault) -> Duration? {
    let (number, unit) = try parts(node)
    guard let seconds = units[unit] else { throw node.isNot(.text) }
    return .seconds(number * seconds)
  }

  static func memory(_ node: Node) throws(Pipeline.Fault) -> Int? {
    let (number, unit) = try parts(node)
    guard let bytes = sizes[unit] else { throw node.isNot(.text) }
    return Int(number * Double(bytes))
  }

  static func retries(_ node: Node) throws(Pipeline.Fault) -> Int {
    guard let count = Int(try Read.text(node)), count >= 0 else { throw node.isNot(.text) }
    return count
  }

  static func pool(_ node: Node) throws(Pipeline.Fault) -> String? { try Read.text(node) }

  static func pools(_ node: Node) throws(Pipeline.Fault) -> [String: Int] {
    var pools: [String: Int] = [:]
    for entry in try Read.entries(node) { pools[entry.key] = try Read.count(entry.value) }
    return pools
  }

  private static func parts(_ node: Node) throws(Pipeline.Fault) -> (Double, String) {
    let text = try Read.text(node)
    let number = text.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(number) else { throw node.isNot(.text) }
    return (value, String(text.dropFirst(number.count).drop { $0 == " " }))
  }
}
