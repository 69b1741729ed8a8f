import Text

/// The files of a manuscript, one behind the other, so that one number tells file, line and column.
struct SourceParts: Sendable {
  private struct Part {
    let file: String
    let range: Range<Int>
    /// Where each line begins.
    let starts: [Int]
  }

  /// The text of all files.
  private(set) var source: [Unicode.Scalar] = []
  private var parts: [Part] = []

  /// Adds a file.
  ///
  /// - Returns: Its lines, each without its end.
  /// - Throws: A diagnostic when the bytes are no UTF-8.
  mutating func add(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Range<Int>] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        "`\(Escaped(file))` is not UTF-8", hint: "save it as UTF-8: manuscripts are read as that")
    }
    let start = source.count
    source.append(contentsOf: text.unicodeScalars)
    let lines = Self.lines(of: source, from: start)
    parts.append(
      Part(file: file, range: start..<source.count, starts: lines.map(\.lowerBound)))
    return lines
  }

  /// Adds a file that has no lines of its own: what is taken for one stands on a line.
  mutating func add(lines: [[Unicode.Scalar]], file: String) {
    let start = source.count
    var starts = [start]
    for line in lines.dropLast() { starts.append(starts[starts.count - 1] + line.count + 1) }
    source.append(contentsOf: lines.joined(separator: ["\n"]))
    parts.append(Part(file: file, range: start..<source.count, starts: starts))
  }

  /// The lines of a text, each without its end: `\n`, `\r\n` or a lone `\r`.
  private static func lines(of source: [Unicode.Scalar], from first: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = first
    for index in first..<source.count where source[index] == "\n" || source[index] == "\r" {
      if source[index] == "\n", index > first, source[index - 1] == "\r" {
        start = index + 1
        continue
      }
      lines.append(start..<index)
      start = index + 1
    }
    return lines + [start..<source.count]
  }

  private func part(of offset: Int) -> Part {
    parts[max(0, parts.partitioningIndex { $0.range.lowerBound > offset } - 1)]
  }

  /// The place of a scalar of the source.
  func place(of offset: Int) -> Place {
    let part = part(of: offset)
    let line = part.starts.partitioningIndex { $0 > offset }
    return Place(file: part.file, line: line, column: offset - part.starts[line - 1] + 1)
  }

  /// The text of the line in which a place lies.
  func line(at place: Place) -> String? {
    guard let part = parts.first(where: { $0.file == place.file }),
      part.starts.indices.contains(place.line - 1)
    else { return nil }
    var line = String.UnicodeScalarView()
    line.append(
      contentsOf: source[part.starts[place.line - 1]..<part.range.upperBound]
        .prefix { $0 != "\n" && $0 != "\r" })
    return String(line)
  }
}
