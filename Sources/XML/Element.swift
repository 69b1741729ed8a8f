/// An element of an XML text that knows where it stands.
package struct Element: Sendable {
  /// The name without its prefix.
  package let name: String
  /// The namespace; empty without one.
  package let namespace: String
  /// The attributes by name, one with a prefix by both: `r:id`.
  package let attributes: [String: String]
  /// The elements within, in their order.
  package internal(set) var children: [Element] = []
  /// The text within, that of the children left out, references resolved.
  package internal(set) var text = ""
  /// Where the element begins: the offset of its `<` in the file.
  package let start: Int
  /// The bytes between the start tag and the end tag.
  package internal(set) var content: Range<Int>
}

extension Element {
  /// The elements of a name within.
  ///
  /// - Parameter name: The name without prefix.
  /// - Returns: The children that bear it, in their order.
  package func all(_ name: String) -> [Element] { children.filter { $0.name == name } }
}
