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
}

/// One path or glob of `inputs` as it is written, with the name it stands under.
struct InputTemplate: Sendable {
  private let name: String?
  private let path: PathTemplate

  /// Reads a list of paths, or a map from names to paths or lists of them.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [InputTemplate] {
    try Named.list(node) { (item) throws(Pipeline.Fault) in try PathTemplate(item) }
      .map { InputTemplate(name: $0.name, path: $0.value) }
  }

  /// What one stage reads by it.
  func inputs(
    _ braces: Braces, outputs: (Template.Reference, Mark) throws(Pipeline.Fault) -> [String]
  ) throws(Pipeline.Fault) -> [Input] {
    try path.paths(.read, braces, outputs: outputs).map { path in
      Input(name: name, pattern: PathPattern(path), mark: path.mark)
    }
  }
}
