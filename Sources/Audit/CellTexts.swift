import Lines
import PatternText
import Quantity
import Readers
import Tables
import Text
import Words

/// The texts of cells of one file, each found by the rules of the dialect it was written down with.
enum CellTexts {
  /// Finds the texts of cells.
  ///
  /// - Parameters:
  ///   - cells: The places, with the names of their dialects; a table is meant where there is none.
  ///   - bytes: The content of the file.
  ///   - file: The path to name when something is wrong.
  /// - Returns: A text for each cell; `nil` where no cell stands at that place.
  /// - Throws: A diagnostic when the file cannot be split.
  static func texts(
    of cells: [Cell], in bytes: [UInt8], file: String
  ) throws(Diagnostic) -> [String?] {
    var texts = [String?](repeating: nil, count: cells.count)
    for (dialect, indices) in Dictionary(grouping: cells.indices, by: { cells[$0].dialect }) {
      let asked = indices.map { cells[$0] }
      let found =
        switch dialect {
        case Lines.dialect: Lines.texts(of: asked, in: bytes)
        case PatternText.dialect: PatternText.texts(of: asked, in: bytes)
        case Words.dialect: Words.texts(of: asked, in: bytes)
        default: try others(dialect, asked, bytes, file)
        }
      for (index, text) in zip(indices, found) { texts[index] = text }
    }
    return texts
  }

  private static func others(
    _ dialect: String?, _ cells: [Cell], _ bytes: [UInt8], _ file: String
  ) throws(Diagnostic) -> [String?] {
    if let dialect,
      let texts = try PlacedTexts.texts(of: cells, in: bytes, file: file, dialect)
    {
      return texts
    }
    return try Table.texts(of: cells, in: bytes, file: file)
  }
}
