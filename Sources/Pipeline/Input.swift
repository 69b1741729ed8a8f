package import YAML

/// Files that a stage reads, as one path or glob of its `inputs`.
package struct Input: Sendable {
  /// The key it stands under, for `{inputs.name}`, shared by a list of paths.
  ///
  /// `nil` in a plain list.
  package let name: String?
  /// The path or the glob.
  package let pattern: PathPattern
  /// Where it stands.
  package let mark: Mark

  /// Reads a list of paths, or a map from names to paths or lists of them.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [Input] {
    try Named.list(node) { (item) throws(Pipeline.Fault) in try PathPattern(item) }
      .map { Input(name: $0.name, pattern: $0.value, mark: $0.mark) }
  }
}
