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
    let reader = try WordReader(&parts)
    let text = reader.text
    self.bytes = bytes
    self.file = file
    var paper = Paper(
      text.lines.map { $0.signs.map(\.scalar) }, text.passages, addresses: text.addresses,
      file: file)
    for (id, line) in reader.pictures {
      guard let picture = try parts.picture(id: id) else { continue }
      paper.images.append(
        Image(
          path: picture.name, place: Place(file: file, line: line + 1, column: 1),
          content: picture.bytes))
    }
    self.paper = paper
  }
}
