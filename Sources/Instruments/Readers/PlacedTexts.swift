import Archive
package import Quantity
import Readings
package import Text
import Workbook

/// The texts of cells in the dialects of binary files, of fields, of archives and of sheets.
package enum PlacedTexts {
  /// Finds the texts of cells of one file, by the same rules by which readers read them.
  ///
  /// - Parameters:
  ///   - cells: The places, all of one dialect.
  ///   - bytes: The content of the file.
  ///   - file: The path to name when something is wrong.
  ///   - dialect: Its name.
  /// - Returns: A text for each cell, `nil` where there is none; `nil` for any other dialect.
  /// - Throws: A diagnostic when an archive cannot be opened.
  package static func texts(
    of cells: [Cell], in bytes: [UInt8], file: String, _ dialect: String
  ) throws(Diagnostic) -> [String?]? {
    if dialect == ImageBlocks.dialect { return try ImageBlocks.texts(of: cells, bytes, file) }
    if dialect.hasPrefix("sheet ") {
      return try sheet(String(dialect.dropFirst("sheet ".count)), cells, bytes, file)
    }
    guard dialect.hasPrefix("in "), let colon = dialect.lastIndex(of: ":") else {
      return Dialects.texts(of: cells, in: bytes, dialect)
    }
    let name = String(dialect[..<colon].dropFirst("in ".count))
    let rest = String(dialect[dialect.index(after: colon)...]).withoutOuterSpaces
    let content = try Archive(bytes, file: file).content(of: name)
    return Dialects.texts(of: cells, in: content, rest)
  }

  private static func sheet(
    _ name: String, _ cells: [Cell], _ bytes: [UInt8], _ file: String
  ) throws(Diagnostic) -> [String?] {
    let sheet = try WorkbookFile.blocks(bytes, file: file).first { $0.name == name }
    return cells.map { cell in
      guard let sheet, sheet.columns.indices.contains(cell.column - 1),
        (1...max(1, sheet.count)).contains(cell.line)
      else { return nil }
      return sheet.columns[cell.column - 1].reading(cell.line - 1)?.text
    }
  }
}
