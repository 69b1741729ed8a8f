public import Readings
public import Text
internal import Quantity

/// Bruker's UXD text: one or more ranges of counts, with angles or at equal steps (DIFFRAC AT and
/// DIFFRAC plus, file versions 1 and 2).
///
/// The head stands in lines `_NAME=VALUE`; `_COUNTS` or `_CPS` begins numbers at equal steps from
/// `_START`, `_2THETACOUNTS`, `_2THETACPS` or their spellings with `&` pairs of an angle and a
/// number. What is stated before the first range holds for every range.
public enum UXDFile {
  /// Reads all ranges of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content: UTF-8, or else ISO 8859-1.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: A block for each range, its columns 2θ in degrees and counts or counts per second.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    var reader = UXDReader(Fields(bytes, file: file))
    return try reader.blocks()
  }
}

/// Reads a UXD file line by line.
private struct UXDReader {
  let fields: Fields
  private var common: [Statement] = []
  private var own: [Statement] = []
  private var done: [Block] = []

  init(_ fields: Fields) { self.fields = fields }

  mutating func blocks() throws(Diagnostic) -> [Block] {
    guard fields.isEnded else {
      throw fields.diagnostic(
        "the file ends within this line: it may be cut off", line: max(1, fields.count),
        hint: "export it again; if it is whole, end its last line")
    }
    var line = 1
    while line <= fields.count {
      let text = fields.line(line)
      if text.hasPrefix("_") {
        line = try head(line)
      } else {
        guard text.hasPrefix(";") || fields.isBlank(line) else {
          throw fields.diagnostic(
            "numbers stand before the line that says what they are", line: line)
        }
        line += 1
      }
    }
    guard !done.isEmpty else {
      throw fields.diagnostic("the file ends here, before any counts", line: max(1, fields.count))
    }
    return done
  }

  /// Takes up a line of the head, or a whole range of numbers; gives the number of the next line.
  private mutating func head(_ line: Int) throws(Diagnostic) -> Int {
    let parts = fields.readings(ofLine: line, .equals)
    let name = parts[0].text.withoutOuterSpaces
    if parts.count > 1 {
      if name == "_DRIVE" {
        if done.isEmpty, common.isEmpty { common = own }
        own = []
      }
      let statement = Statement(String(name.dropFirst()), parts[1])
      if let before = own.first(where: { $0.name == statement.name }) {
        throw parts[0].diagnostic(
          "the range states \(Escaped(name)) a second time",
          hint: "it stands first in line \(before.reading.cell.line)")
      }
      own.append(statement)
      return line + 1
    }
    guard let kind = UXDKind(name) else {
      throw parts[0].diagnostic("what \(Escaped(name)) begins is not known")
    }
    var end = line + 1
    while end <= fields.count, !fields.line(end).hasPrefix("_"), !fields.line(end).hasPrefix(";") {
      end += 1
    }
    done.append(try range(kind, in: line + 1..<end, after: parts[0]))
    return end
  }

  private func range(
    _ kind: UXDKind, in lines: Range<Int>, after mark: Reading
  ) throws(Diagnostic) -> Block {
    var words: [(line: Int, field: Int)] = []
    for line in lines where !fields.isBlank(line) {
      words += (1...fields.count(ofLine: line, .space)).map { (line, $0) }
    }
    let statements = common + own
    let count = words.count / (kind.hasAngles ? 2 : 1)
    if kind.hasAngles {
      for line in lines where !fields.isBlank(line) && fields.count(ofLine: line, .space) != 2 {
        throw fields.diagnostic("an angle and a number should stand here", line: line)
      }
    }
    guard count >= 2 else { throw mark.diagnostic("fewer than two points follow") }
    let fields = fields
    let column = { (offset: Int, step: Int) -> @Sendable (Int) -> Reading in
      { [words] row in
        let word = words[row * step + offset]
        return fields.reading(line: word.line, field: word.field, .space)
      }
    }
    let intensities = Column(
      kind.name, unit: kind.unit, count: count,
      .readings(column(kind.hasAngles ? 1 : 0, kind.hasAngles ? 2 : 1)))
    for (row, value) in try intensities.numbers().enumerated() where value < 0 {
      throw intensities.reading(row)?.diagnostic("a count cannot be below 0")
        ?? mark.diagnostic("a count below 0 follows")
    }
    let angles =
      try kind.hasAngles
      ? Column("2theta", unit: "deg", count: count, .readings(column(0, 2)))
      : steps(statements, count: count, after: mark)
    try checkRising(angles)
    return Block(name(statements), statements, [angles, intensities])
  }

  private func steps(
    _ statements: [Statement], count: Int, after mark: Reading
  ) throws(Diagnostic) -> Column {
    func stated(_ name: String) throws(Diagnostic) -> Reading {
      guard let found = statements.last(where: { $0.name == name }) else {
        throw mark.diagnostic("the range has no _\(name) before its counts")
      }
      return found.reading
    }
    let step = try stated("STEPSIZE")
    _ = try step.positive()
    let start = try stated("START")
    _ = try start.number()
    return Column("2theta", unit: "deg", count: count, .steps(from: start, by: step))
  }

  private func checkRising(_ angles: Column) throws(Diagnostic) {
    let values = try angles.numbers()
    for row in values.indices.dropFirst() where values[row] <= values[row - 1] {
      let message = "the angles should rise from point to point"
      throw angles.reading(row)?.diagnostic(message) ?? Diagnostic(message)
    }
  }

  private func name(_ statements: [Statement]) -> String {
    let stated = statements.last { $0.name == "SAMPLE" }?.reading.text ?? ""
    return String(stated.filter { $0 != "'" })
  }
}

/// What the numbers of a range are.
private struct UXDKind {
  let hasAngles: Bool
  let name: String
  let unit: String

  init?(_ mark: String) {
    let letters = mark.filter { $0 != "&" && $0 != "_" }
    hasAngles = letters.hasPrefix("2THETA")
    switch letters.dropFirst(hasAngles ? 6 : 0) {
    case "COUNTS": (name, unit) = ("counts", "counts")
    case "CPS": (name, unit) = ("rate", "counts/s")
    default: return nil
    }
  }
}
