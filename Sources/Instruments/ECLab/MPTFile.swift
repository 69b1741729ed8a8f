public import Readings
public import Text
internal import Quantity

/// The text export of BioLogic's EC-Lab and BT-Lab (`.mpt`), of any locale.
///
/// The second line says how many lines of head there are; the last of them has the headings. The
/// decimal sign is that of the readings themselves, a comma or a point, and never both.
public enum MPTFile {
  /// Reads a file.
  ///
  /// Values are numbers where they are asked for: an entry such as `NaN` that is none is shown as
  /// it stands, and told where a number is wanted.
  /// - Parameters:
  ///   - bytes: The content: UTF-8, or else ISO 8859-1.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: One block, named after the technique; a column for every heading `NAME/UNIT`.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let reader = MPTReader(fields: Fields(bytes, file: file))
    return [try reader.block()]
  }
}

private struct MPTReader {
  let fields: Fields

  func block() throws(Diagnostic) -> Block {
    let head = try headLength()
    let headings = try headings(head)
    var last = fields.count
    while last > head, fields.isBlank(last) { last -= 1 }
    guard last > head else {
      throw fields.diagnostic("no reading follows the headings", line: head)
    }
    for line in head + 1...last { try checkWidth(line, headings.count) }
    if !fields.isEnded { try checkEnd(last, headings.count) }
    let sign = sign(ofLine: head + 1)
    let fields = fields
    let columns = headings.enumerated().map { index, heading in
      let (name, unit) = MPTHeading.parts(of: heading.text)
      return Column(
        name, unit: unit, count: last - head,
        .readings { row in
          fields.reading(line: head + 1 + row, field: index + 1, .tab, sign: sign)
        })
    }
    return Block(technique(head), statements(head, sign), columns)
  }

  /// The number of the line of headings.
  private func headLength() throws(Diagnostic) -> Int {
    let marks = ["EC-Lab ASCII FILE", "BT-Lab ASCII FILE"]
    let first = fields.count > 0 ? fields.line(1) : ""
    guard marks.contains(where: { first.hasPrefix($0) }) else {
      throw fields.diagnostic(
        "this is no EC-Lab text: it does not begin with \"\(marks[0])\"", line: 1)
    }
    guard fields.count > 1 else {
      throw fields.diagnostic("the file ends here, before the number of its head's lines", line: 1)
    }
    let parts = fields.readings(ofLine: 2, .stated)
    guard parts.count == 2, parts[0].text == "Nb header lines" else {
      throw fields.diagnostic("\"Nb header lines : …\" should stand here", line: 2)
    }
    let count = try parts[1].count()
    guard count > 2 else { throw parts[1].diagnostic("a head has more than \(count) lines") }
    guard count <= fields.count else {
      throw fields.diagnostic(
        "the file ends here, within its head of \(count) lines", line: fields.count,
        hint: "was it cut off when it was copied?")
    }
    return count
  }

  private func headings(_ line: Int) throws(Diagnostic) -> [Reading] {
    var headings = fields.readings(ofLine: line, .tab)
    if headings.last?.text.isEmpty == true { headings.removeLast() }
    guard headings.count > 1 else {
      throw fields.diagnostic(
        "headings should stand here", line: line, hint: "is the number of lines of the head right?")
    }
    for (index, heading) in headings.enumerated() {
      if let before = headings[..<index].firstIndex(where: { $0.text == heading.text }) {
        throw heading.diagnostic(
          "the heading \"\(Escaped(heading.text))\" stands in columns \(before + 1) and "
            + "\(index + 1)")
      }
    }
    return headings
  }

  private func checkWidth(_ line: Int, _ width: Int) throws(Diagnostic) {
    let count = fields.count(ofLine: line, .tab)
    let isTrailed =
      count == width + 1
      && fields.reading(line: line, field: count, .tab).text.isEmpty
    guard count == width || isTrailed else {
      throw fields.diagnostic(
        "the line has \(count) values, the headings are \(width)", line: line,
        hint: line == fields.count ? "was the file cut off when it was copied?" : nil)
    }
  }

  /// EC-Lab ends its last line with nothing: a number that was cut off is a number still.
  private func checkEnd(_ line: Int, _ width: Int) throws(Diagnostic) {
    let last = fields.reading(line: line, field: width, .tab)
    let exponent = last.text.suffix(5)
    let isWhole =
      exponent.count == 5 && exponent.first == "E"
      && exponent.suffix(3).allSatisfy(\.isWholeNumber)
    guard isWhole || fields.count(ofLine: line, .tab) > width else {
      throw last.diagnostic(
        "the file ends within this line: it may be cut off",
        hint: "export it again; if it is whole, end its last line")
    }
  }

  /// The sign in the first value that has one.
  private func sign(ofLine line: Int) -> DecimalSign {
    let signs = fields.readings(ofLine: line, .tab).lazy.compactMap { reading in
      reading.text.first { $0 == "," || $0 == "." }
    }
    return signs.first == "," ? .comma : .point
  }

  private func technique(_ head: Int) -> String {
    (3..<head).map { fields.line($0) }.first { !$0.withoutOuterSpaces.isEmpty } ?? ""
  }

  private func statements(_ head: Int, _ sign: DecimalSign) -> [Statement] {
    (2..<head).compactMap { line in
      let parts = fields.readings(ofLine: line, .stated)
      guard parts.count == 2 else { return nil }
      return Statement(
        parts[0].text, fields.reading(line: line, field: 2, .stated, sign: sign))
    }
  }
}

/// A heading `NAME/UNIT`; the name may hold a slash too: `Q charge/discharge/mA.h`.
private enum MPTHeading {
  private static let units: Set<String> = [
    "s", "h", "V", "mV", "A", "mA", "µA", "\u{3BC}A", "mA.h", "A.h", "W", "W.h", "µF", "\u{3BC}F",
    "F", "%", "Hz", "Ohm", "deg", "C", "mC", "µW", "Ohm.cm2", "mA/s", "V/s", "\u{B0}C",
  ]

  static func parts(of heading: String) -> (name: String, unit: String) {
    func split(_ text: Substring) -> (name: Substring, unit: String)? {
      guard let slash = text.lastIndex(of: "/") else { return nil }
      let unit = String(text[text.index(after: slash)...])
      return units.contains(unit) ? (text[..<slash], unit) : nil
    }
    // `control/V/mA` is in the one unit or in the other.
    guard let (name, unit) = split(heading[...]), split(name) == nil else { return (heading, "") }
    return (String(name), unit)
  }
}
