/// One name in a folder and what stands there, without following it when it is a link.
package struct Entry: Hashable, Sendable {
  /// The name alone, without its folder.
  package let name: String
  /// What it is.
  package let kind: FileStatus.Kind
}
