// Copies of a Word document with its slots filled in.

import Text

extension WordDocument {
  /// A copy in which every slot is filled in by `text`, each in a content control that says what it is.
  ///
  /// - Throws: What `text` throws, and a diagnostic for a slot that cannot be reached.
  package func filled(_ text: (Passage.Slot) throws -> String) throws -> [UInt8] {
    var parts = try WordParts(bytes, file: file)
    let content = try WordReader(&parts).text
    var edits = WordEdits(parts.main, content.anchors)
    for slot in paper.passages.flatMap(\.slots) {
      let place = paper.place(of: slot.source.lowerBound)
      let words = try text(slot)
      let signs = content.lines[place.line - 1].signs[(place.column - 1)...].prefix(
        slot.source.count)
      guard edits.replace(signs.map(\.source), by: words, tag: "assay:\(slot.target)") else {
        throw Diagnostic(
          "this place cannot be filled in: it stands in a note, a text box, a margin or a formula",
          at: place, line: paper.line(at: place), width: slot.source.count,
          hint: "let it stand in the text itself")
      }
    }
    return try WordPacking.packed(parts.archive, replacing: [parts.main.name: edits.edited])
  }
}
