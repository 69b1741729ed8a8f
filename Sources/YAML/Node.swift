package import Text

/// A value of a YAML text that knows where it stands.
package struct Node: Sendable {
  /// What a node holds.
  package enum Content: Sendable {
    /// A text; only a plain one (no quotes, no block) may mean a number, a truth value or null.
    case scalar(String, isPlain: Bool)
    /// A list.
    case sequence([Node])
    /// A map in the order of the file; no key stands in it twice.
    case mapping([Entry])
  }

  /// One `key: value` of a map.
  package struct Entry: Sendable {
    /// The key's text.
    package let key: String
    /// Where the key stands.
    package let mark: Mark
    /// The value.
    package let value: Node
  }

  /// The value itself.
  package let content: Content
  /// Where it stands; a value taken in by an alias stands where its anchor does.
  package let mark: Mark

  /// How core-schema YAML 1.2 understands the node; `nil` for lists and maps.
  package var type: ScalarType? {
    guard case .scalar(let text, let isPlain) = content else { return nil }
    return isPlain ? ScalarType(plain: text) : .text
  }

  /// Where a part of a scalar stands in the source.
  ///
  /// - Parameters:
  ///   - range: the part, in scalars of the value.
  ///   - text: the text the node was read from.
  /// - Returns: the place of the part; the scalar's own mark where the source shows the value
  ///   changed (escapes, folded lines).
  package func mark(of range: Range<Int>, in text: SourceText) -> Mark {
    guard case .scalar(let value, let isPlain) = content else { return mark }
    let scalars = Array(value.unicodeScalars)
    guard range.upperBound <= scalars.count else { return mark }
    let quote = isPlain ? 0 : 1
    if mark.width == scalars.count + 2 * quote, !scalars.contains("\n") {
      return Mark(
        line: mark.line, column: mark.column + quote + range.lowerBound, width: range.count,
        file: mark.file)
    }
    return markInBlock(of: range, in: scalars, text) ?? mark
  }

  /// A literal block shows its lines unchanged but indented, so the line that ends in the value's
  /// line tells the column.
  private func markInBlock(
    of range: Range<Int>, in scalars: [Unicode.Scalar], _ text: SourceText
  ) -> Mark? {
    let before = scalars[..<range.lowerBound]
    let start = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let end = scalars[start...].firstIndex(of: "\n") ?? scalars.count
    let line = mark.line + 1 + before.count { $0 == "\n" }
    guard let source = text.line(line).map({ Array($0.unicodeScalars) }),
      source.count >= end - start, source.suffix(end - start).elementsEqual(scalars[start..<end])
    else { return nil }
    let indentation = source.count - (end - start)
    return Mark(
      line: line, column: indentation + range.lowerBound - start + 1,
      width: min(range.upperBound, end) - range.lowerBound, file: mark.file)
  }
}
