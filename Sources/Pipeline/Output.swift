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
}

/// One output as it is written, with the name it stands under.
struct OutputTemplate: Sendable {
  /// The path.
  let path: PathTemplate
  private let name: String?
  private let isCached: Bool

  /// The value of an output: a path, or a map with the path and what is to be done with it.
  private struct Draft: Sendable {
    var path: PathTemplate?
    var isCached = true

    static let fields: [Field<Draft>] = [
      Field("path", \.path) { (node) throws(Pipeline.Fault) in try PathTemplate(node) },
      Field("cache", \.isCached, Read.flag),
    ]
  }

  /// Reads a list of outputs, or a map from names to outputs or lists of them.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [OutputTemplate] {
    try refuseLonelyOutput(node)
    return try Named.list(node, value).map { named in
      OutputTemplate(
        path: named.value.path, name: named.name, isCached: named.value.isCached)
    }
  }

  /// What one stage makes by it.
  func output(_ braces: Braces) throws(Pipeline.Fault) -> Output {
    let path = try path.path(.made, braces)
    return Output(
      name: name, path: path.text, isFolder: path.isFolder, isCached: isCached, mark: path.mark)
  }

  private static func value(
    _ node: Node
  ) throws(Pipeline.Fault) -> (path: PathTemplate, isCached: Bool) {
    if let fault = node.unquotedBraces { throw fault }
    guard case .mapping = node.content else { return (try PathTemplate(node), true) }
    let draft = try Field.read(node, into: Draft(), of: "an output", Draft.fields)
    guard let path = draft.path else {
      throw Pipeline.Fault(.keyMissing("path", of: "an output"), at: node.mark)
    }
    return (path, draft.isCached)
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
}
