// Copies of a Word document with comments.

package import Text

extension WordDocument {
  /// A comment on some of the text.
  package struct Comment: Sendable {
    /// The place that it begins at; `nil` for one on the document as a whole.
    let place: Place?
    /// How many characters it is on.
    let width: Int
    /// The words.
    let text: String

    /// Makes a comment.
    package init(_ text: String, at place: Place?, width: Int) {
      self.place = place
      self.width = width
      self.text = text
    }
  }

  /// A copy with comments beside those that are there; the same comments give the same bytes.
  ///
  /// A comment on a note, a text box or a margin stands where that is anchored: Word has none within.
  package func commented(_ comments: [Comment], by author: String) throws(Diagnostic) -> [UInt8] {
    var parts = try WordParts(bytes, file: file)
    let text = try WordReader(&parts).text
    var notes = try WordComments(&parts, author: author)
    var edits = WordEdits(parts.main, text.anchors)
    for comment in comments {
      guard let sources = text.sources(at: comment.place, comment.width) else { continue }
      let id = notes.add(comment.text)
      edits.enclose(sources.first, sources.last, startMark(id, edits), endMark(id, edits))
    }
    var members = notes.members
    members[parts.main.name] = edits.edited
    return try WordPacking.packed(parts.archive, replacing: members)
  }

  private func startMark(_ id: Int, _ edits: WordEdits) -> String {
    edits.tag("commentRangeStart", ["id": "\(id)"])
  }

  private func endMark(_ id: Int, _ edits: WordEdits) -> String {
    edits.tag("commentRangeEnd", ["id": "\(id)"])
      + edits.element("r", edits.tag("commentReference", ["id": "\(id)"]))
  }
}

extension WordText {
  /// Where the first and the last of some characters come from; without a place, the first of all.
  fileprivate func sources(at place: Place?, _ width: Int) -> (first: Source, last: Source)? {
    let beginning = lines.lazy.compactMap { $0.signs.first?.source }.first { $0.anchor != nil }
    guard let place, lines.indices.contains(place.line - 1) else {
      return beginning.map { ($0, $0) }
    }
    let signs = lines[place.line - 1].signs.dropFirst(place.column - 1).prefix(max(1, width))
    let sources = signs.map(\.source)
    guard let first = sources.first, let last = sources.last, first.anchor != nil,
      last.anchor != nil
    else { return beginning.map { ($0, $0) } }
    return (first, last)
  }
}
