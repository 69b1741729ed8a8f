package import YAML

/// A file or folder that a stage makes.
package struct Output: Sendable {
  /// The key it stands under, for `{outputs.name}`, shared by a list of paths.
  ///
  /// `nil` in a plain list.
  package let name: String?
  /// The normalised path.
  package let path: String
  /// Whether it is known to be a folder: a slash was written, or something is read inside it.
  package internal(set) var isFolder: Bool
  /// Whether its bytes are kept; `cache: false` keeps only the digest.
  package let isCached: Bool
  /// Where it stands.
  package let mark: Mark

  /// The value of an output: a path, or a map with the path and what is to be done with it.
  private struct Draft: Sendable {
    var path: ProjectPath?
    var isCached = true

    static let fields: [Field<Draft>] = [
      Field("path", \.path, ProjectPath.written),
      Field("cache", \.isCached, Read.flag),
    ]
  }

  /// Reads a list of outputs, or a map from names to outputs or lists of them.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [Output] {
    try refuseLonelyOutput(node)
    return try Named.list(node, value).map { named in
      Output(
        name: named.name, path: named.value.path.text, isFolder: named.value.path.isFolder,
        isCached: named.value.isCached, mark: named.value.path.mark)
    }
  }

  /// A map under `outputs` holds names; `cache` with a truth value shows that one output was meant.
  private static func refuseLonelyOutput(_ node: Node) throws(Pipeline.Fault) {
    guard case .mapping(let entries) = node.content,
      let cache = entries.first(where: { $0.key == "cache" && $0.value.kind == .flag })
    else { return }
    var path = "…"
    if case .scalar(let text, _)? = entries.first(where: { $0.key == "path" })?.value.content {
      path = text
    }
    throw Pipeline.Fault(.outputNotListed(path: path), at: cache.mark)
  }

  private static func value(
    _ node: Node
  ) throws(Pipeline.Fault) -> (path: ProjectPath, isCached: Bool) {
    guard case .mapping = node.content else {
      return (try ProjectPath.written(node), true)
    }
    let draft = try Field.read(node, into: Draft(), of: "an output", Draft.fields)
    guard let path = draft.path else {
      throw Pipeline.Fault(.keyMissing("path", of: "an output"), at: node.mark)
    }
    return (path, draft.isCached)
  }
}
