package import Quantity
package import Text

/// The lines of a text, each a cell of its own: the dialect `lines`.
///
/// A cell's line is the number of the line and its column 1; its text is the whole line without
/// its end. `\n`, `\r\n` and a lone `\r` end a line. A file that is not UTF-8 is read as
/// ISO 8859-1, in which every byte is a letter.
package struct Lines: Sendable {
  /// The name of the dialect, as it goes with a cell.
  package static let dialect = "lines"

  /// The path as the program was given it.
  package let file: String
  /// The texts of the lines; that of line 1 is the first.
  package let texts: [String]

  /// Finds the lines of a file; a byte-order mark at its beginning belongs to none.
  package init(_ bytes: [UInt8], file: String) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    var texts: [String] = []
    var position = bytes.starts(with: mark) ? mark.count : 0
    while position < bytes.count {
      let end = bytes[position...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      texts.append(Self.text(bytes[position..<end], isUTF8: isUTF8))
      position = end + (bytes[end...].starts(with: [0x0D, 0x0A]) ? 2 : 1)
    }
    self.file = file
    self.texts = texts
  }

  private static func text(_ bytes: ArraySlice<UInt8>, isUTF8: Bool) -> String {
    guard !isUTF8 else { return String(decoding: bytes, as: UTF8.self) }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
    return String(scalars)
  }
}

extension Lines {
  /// The line with a number counted from 1, as a cell; there must be one.
  package func cell(_ number: Int) -> Cell {
    Cell(path: file, line: number, column: 1, text: texts[number - 1], dialect: Self.dialect)
  }

  /// A diagnostic that marks a whole line; its number may be one beyond the last.
  package func diagnostic(_ message: String, line number: Int, hint: String?) -> Diagnostic {
    let text = texts.indices.contains(number - 1) ? texts[number - 1] : nil
    return Diagnostic(
      message, at: Place(file: file, line: number, column: 1), line: text,
      width: text?.unicodeScalars.count ?? 1, hint: hint)
  }

  /// The texts of cells of one file, found by the same rules by which readers read them.
  ///
  /// - Parameters:
  ///   - cells: The places.
  ///   - bytes: The content of the file.
  /// - Returns: A text for each cell; `nil` where there is no such line.
  package static func texts(of cells: [Cell], in bytes: [UInt8]) -> [String?] {
    let texts = Lines(bytes, file: "").texts
    return cells.map { cell in
      cell.column == 1 && texts.indices.contains(cell.line - 1) ? texts[cell.line - 1] : nil
    }
  }
}
