package import Text

/// An XML file read whole: a tree in which every element knows the bytes it was read from.
///
/// A document type is refused, and with it every entity of one's own: nothing is fetched, opened or
/// unfolded. The text is UTF-8, of bounded size and depth.
package struct Document: Sendable {
  /// The largest file read, in bytes.
  static let sizeLimit = 64 << 20
  /// How deep elements may stand in one another.
  static let depthLimit = 100

  /// The element that holds all others.
  package let root: Element

  /// Reads a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The content; any bytes at all may be given.
  ///   - file: The path as the user knows it.
  /// - Throws: A diagnostic with the place, for everything that is not the XML we read.
  package init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    do {
      root = try Self.root(of: bytes)
    } catch {
      throw error.diagnostic(in: file, bytes)
    }
  }

  private static func root(of bytes: [UInt8]) throws(SyntaxFault) -> Element {
    guard bytes.count <= sizeLimit else { throw SyntaxFault(.tooLarge(limit: sizeLimit), at: 0) }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw SyntaxFault(.notUTF8, at: error.byteOffsets.lowerBound)
    }
    let parser = try Parser(bytes)
    return try parser.root()
  }
}
