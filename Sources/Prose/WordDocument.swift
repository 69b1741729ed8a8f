package import Text

/// A Word document (.docx): the paper in it, and copies of it with comments or with numbers filled in.
package struct WordDocument: Sendable {
  /// The text as its reader sees it; each passage is a line.
  package let paper: Paper
  let bytes: [UInt8]
  let file: String

  /// Reads a document.
  ///
  /// - Throws: A diagnostic for what is no document of Word, is protected, or is damaged.
  package init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    var parts = try WordParts(bytes, file: file)
    let text = try WordReader(&parts).text
    self.bytes = bytes
    self.file = file
    paper = Paper(
      text.lines.map { $0.signs.map(\.scalar) }, text.passages, addresses: text.addresses,
      file: file)
  }
}
