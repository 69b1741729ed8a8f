import Text
import XML

/// XML: every element begins with its `<`, and what it holds lies within it, in order.
enum XMLChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let root: Element
    do {
      root = try Document(bytes, file: "a.xml").root
    } catch {
      return try error.check(in: bytes, "a.xml")
    }
    try check(root, within: 0..<bytes.count, bytes)
  }

  private static func check(
    _ element: Element, within range: Range<Int>, _ bytes: [UInt8]
  ) throws(Violation) {
    try require(
      range.contains(element.start) && bytes[element.start] == UInt8(ascii: "<"),
      "<\(element.name)> does not begin at \(element.start)")
    try require(
      element.content.lowerBound > element.start && element.content.upperBound <= range.upperBound,
      "<\(element.name)> holds \(element.content) of \(range)")
    var start = element.content.lowerBound
    for child in element.children {
      try check(child, within: start..<element.content.upperBound, bytes)
      start = child.content.upperBound
    }
  }
}
