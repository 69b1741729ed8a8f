import Lines
import Quantity
import Text
import Words

/// Texts by words and by lines: any bytes are read, and every cell is found again.
enum WordsChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let words = Words(bytes, file: "a.txt").cells(in: 0..<bytes.count)
    let again = Words.texts(of: words.map(\.cell), in: bytes)
    for (word, text) in zip(words, again) {
      try require(text?.isWritten(word.text) ?? false, "\(word.cell) is not found again")
    }
    for word in words.prefix(20) {
      do throws(Diagnostic) {
        _ = try word.number()
      } catch {
        // What is not UTF-8 has no columns that another reader would count alike.
        if String(validating: bytes, as: UTF8.self) != nil { try error.check(in: bytes, "a.txt") }
      }
    }
    let lines = Lines(bytes, file: "a.txt")
    let cells = lines.texts.indices.map { lines.cell($0 + 1) }
    for (cell, text) in zip(cells, Lines.texts(of: cells, in: bytes)) {
      try require(text?.isWritten(cell.text) ?? false, "\(cell) is not found again")
      let told = lines.diagnostic("told", line: cell.line, hint: nil)
      try told.check(in: bytes, "a.txt")
    }
  }
}
