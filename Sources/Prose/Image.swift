package import Text

/// An image that a manuscript shows.
package struct Image: Hashable, Sendable {
  /// The path as it is written, from the folder of the manuscript; of an image that lies within the
  /// manuscript its name there.
  package let path: String
  /// Where it stands.
  package let place: Place
  /// The line that it stands in; `nil` where there are no lines.
  package let line: String?
  /// How many characters from the place on are meant.
  package let width: Int
  /// The bytes of an image that lies within the manuscript.
  package let content: [UInt8]?

  /// Makes an image from its parts.
  package init(
    path: String, place: Place, line: String? = nil, width: Int = 1, content: [UInt8]? = nil
  ) {
    self.path = path
    self.place = place
    self.line = line
    self.width = width
    self.content = content
  }
}
