package import Quantity

/// The texts of cells in the dialects of this room: `fields, …` and `bytes, …`.
package enum Dialects {
  /// Finds the texts of cells of one file, by the same rules by which readers read them.
  ///
  /// - Parameters:
  ///   - cells: The places, all of one dialect.
  ///   - bytes: The content of the file.
  ///   - dialect: Its name.
  /// - Returns: A text for each cell, `nil` where there is none; `nil` for another room's dialect.
  package static func texts(
    of cells: [Cell], in bytes: [UInt8], _ dialect: String
  ) -> [String?]? {
    if let separator = Fields.Separator.allCases.first(where: { $0.dialect == dialect }) {
      return Fields.texts(of: cells, in: bytes, separator)
    }
    return Bytes.Kind(dialect: dialect).map { Bytes.texts(of: cells, in: bytes, $0) }
  }
}
