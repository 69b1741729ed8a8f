package import Quantity
public import Text

/// A table of text with a line of headings: CSV as spreadsheets and instruments write it.
///
/// Headings are looked up exactly as they are written. One that only looks like the heading asked
/// for is refused, and the message names its code points.
public struct Table: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// The cells of the first line.
  public let headings: [TableCell]
  /// The cells of the other lines; every line has as many as there are headings.
  public let rows: [[TableCell]]
  /// The cells of the comment lines, `#` and quotes included, where the dialect has comments.
  public let comments: [[TableCell]]

  /// Reads a table from the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content, UTF-8 with or without a byte-order mark.
  ///   - file: The path, as it goes into the names of cells.
  ///   - dialect: How to split it, where that is not to be found from the first line.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public init(_ bytes: [UInt8], file: String, dialect: Dialect = Dialect()) throws(Diagnostic) {
    var splitter = try Splitter(bytes, file: file, dialect: dialect)
    var rows: [[TableCell]] = []
    var comments: [[TableCell]] = []
    while let line = try splitter.next() {
      let cells = line.fields.enumerated().map { index, field in
        TableCell(
          cell: Cell(
            path: file, line: field.line, column: index + 1, text: field.text,
            dialect: dialect.name),
          place: Place(file: file, line: field.line, column: field.column),
          sourceLine: field.sourceLine)
      }
      if line.isComment {
        comments.append(cells)
        continue
      }
      if let width = rows.first?.count, cells.count != width, let first = line.fields.first {
        throw splitter.fault(.ragged(count: cells.count, headings: width), at: first)
      }
      rows.append(cells)
    }
    guard let headings = rows.first else { throw splitter.fault(.empty) }
    self.file = file
    self.headings = headings
    self.rows = Array(rows.dropFirst())
    self.comments = comments
  }
}

extension Table {
  /// The index of the column with a heading, in every row.
  ///
  /// - Parameters:
  ///   - name: The heading asked for.
  ///   - aliases: The heading that stands in the file, for names that are written otherwise there.
  /// - Returns: The index, counted from 0.
  /// - Throws: A diagnostic when no heading or more than one is written so.
  public func column(
    _ name: String, aliases: [String: String] = [:]
  ) throws(Diagnostic) -> Int {
    let heading = aliases[name] ?? name
    let found = headings.indices.filter { headings[$0].text.isWritten(heading) }
    if let index = found.first, found.count == 1 { return index }
    if found.count > 1 {
      throw fault(.twoColumns(heading, columns: found.map { $0 + 1 }), at: headings[found[1]])
    }
    if heading != name { throw fault(.aliasWithoutColumn(heading, for: name), at: headings.first) }
    throw missing(name)
  }

  /// The one row that has a text under a heading.
  ///
  /// - Parameters:
  ///   - name: The text of the cell.
  ///   - heading: The heading of its column.
  /// - Returns: The cells of the row.
  /// - Throws: A diagnostic when no row or more than one has it.
  public func row(_ name: String, under heading: String) throws(Diagnostic) -> [TableCell] {
    let column = try column(heading)
    let found = rows.filter { $0[column].text.isWritten(name) }
    guard let row = found.first else {
      throw fault(.noRow(name, heading: heading), at: headings[column])
    }
    guard found.count == 1 else {
      throw fault(
        .twoRows(name, lines: found.map { $0[column].cell.line }), at: found[1][column])
    }
    return row
  }

  private func missing(_ name: String) -> Diagnostic {
    for (index, cell) in headings.enumerated() where Lookalike.areAlike(cell.text, name) {
      return fault(.lookalike(name, heading: cell.text, column: index + 1), at: cell)
    }
    let similar = headings.first {
      $0.text.withoutOuterSpaces.lowercased() == name.withoutOuterSpaces.lowercased()
    }
    if let similar { return fault(.similar(name, heading: similar.text), at: similar) }
    return fault(.noColumn(name), at: headings.first)
  }

  private func fault(_ fault: TableFault, at cell: TableCell?) -> Diagnostic {
    Diagnostic(
      fault.message, at: cell?.place, line: cell?.sourceLine,
      width: cell?.text.unicodeScalars.count ?? 1, hint: fault.hint)
  }
}

extension Table {
  /// The texts of cells of one file, found by the same rules by which stages read them.
  ///
  /// - Parameters:
  ///   - cells: The places: line, number of the cell in it, and dialect.
  ///   - bytes: The content of the file.
  ///   - file: The path to name when something is wrong.
  /// - Returns: A text for each cell; `nil` where no cell begins at that place.
  /// - Throws: A diagnostic when the file cannot be split.
  package static func texts(
    of cells: [Cell], in bytes: [UInt8], file: String
  ) throws(Diagnostic) -> [String?] {
    struct Position: Hashable {
      let line: Int
      let column: Int
    }
    var texts = [String?](repeating: nil, count: cells.count)
    var rest = Set(cells.map(\.dialect))
    while let name = rest.popFirst() {
      guard let dialect = Dialect(named: name) else { continue }
      let asked = cells.indices.filter { cells[$0].dialect == name }
      let indices = Dictionary(grouping: asked) {
        Position(line: cells[$0].line, column: cells[$0].column)
      }
      var splitter = try Splitter(bytes, file: file, dialect: dialect)
      while let line = try splitter.next() {
        for (index, field) in line.fields.enumerated() {
          for cell in indices[Position(line: field.line, column: index + 1)] ?? [] {
            texts[cell] = field.text
          }
        }
      }
    }
    return texts
  }
}

extension String {
  /// Whether the texts have the same scalars: `==` also takes composed for decomposed letters.
  fileprivate func isWritten(_ other: String) -> Bool {
    unicodeScalars.elementsEqual(other.unicodeScalars)
  }
}
