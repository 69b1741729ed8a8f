internal import Lines
internal import Quantity
internal import Text

/// Reads a VAMAS file line by line; every line has its meaning by its place alone.
struct VAMASReader {
  private let lines: Lines
  /// The number of the next line, counted from 1.
  private var next = 1

  init(_ lines: Lines) { self.lines = lines }

  /// The next line.
  mutating func field(_ name: String) throws(Diagnostic) -> VAMASField {
    guard next <= lines.texts.count else { throw fault(.endsBefore(name)) }
    defer { next += 1 }
    return VAMASField(lines, line: next, name: name)
  }

  /// The next line, which counts what follows it.
  mutating func count(_ name: String) throws(Diagnostic) -> Int { try field(name).count() }

  /// Steps over lines that say nothing this reader uses.
  mutating func skip(_ count: Int, _ name: String) throws(Diagnostic) {
    guard count <= lines.texts.count - next + 1 else { throw fault(.endsBefore(name)) }
    next += count
  }

  /// Steps over a list that begins with the number of its entries.
  ///
  /// - Parameters:
  ///   - name: What the list holds.
  ///   - size: How many lines an entry has.
  /// - Throws: A diagnostic when the file ends before the list does.
  mutating func skipList(_ name: String, size: Int = 1) throws(Diagnostic) {
    let count = try count("number of \(name)")
    guard count <= lines.texts.count else { throw fault(.endsBefore(name)) }
    try skip(count * size, name)
  }

  /// Steps over blank lines, which some programs put before the first one.
  mutating func skipBlankLines() {
    while next <= lines.texts.count, lines.texts[next - 1].withoutPadding.isEmpty { next += 1 }
  }

  /// Reads the next lines as numbers, one a line.
  mutating func values(_ count: Int, of region: String) throws(Diagnostic) -> [Double] {
    let first = next
    try skip(count, "ordinate values of \(region)")
    var values: [Double] = []
    for line in first..<next {
      let text = lines.texts[line - 1]
      guard let value = Cell.number(in: text) else {
        let name = "ordinate value \(line - first + 1) of \(region)"
        throw VAMASField(lines, line: line, name: name).fault(.notANumber(name, text))
      }
      values.append(value)
    }
    return values
  }

  /// A diagnostic at the last line of the file.
  private func fault(_ fault: VAMASFault) -> Diagnostic {
    lines.diagnostic(fault.message, line: max(1, lines.texts.count), hint: fault.hint)
  }
}
