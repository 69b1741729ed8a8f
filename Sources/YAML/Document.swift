package import Text

/// A YAML file read whole: the tree, and the text its marks point into.
///
/// Anchors and aliases are resolved. Tags, merge keys, a second document, a key that stands twice
/// in a map and keys that are no text are refused.
package struct Document: Sendable {
  /// The value at the top.
  package let root: Node
  /// The lines of the file.
  package let text: SourceText

  /// Reads a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: the content; any bytes at all may be given.
  ///   - file: the path as the user knows it.
  ///   - number: what marks of this document call the file.
  /// - Throws: a diagnostic with the place, for everything that is not the YAML we read.
  package init(_ bytes: [UInt8], file: String, number: Int = 0) throws(Diagnostic) {
    do {
      let checked = try CheckedText(bytes)
      var composer = try Composer(checked, file: number)
      root = try composer.document()
      text = SourceText(file: file, text: checked.string)
    } catch {
      throw error.diagnostic(in: SourceText(file: file, text: CheckedText.shown(bytes)))
    }
  }
}
