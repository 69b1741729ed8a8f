import YAML

/// A path or a glob.
package enum PathPattern: Hashable, Sendable {
  /// One file or folder; `isFolder` if the author wrote a slash at its end.
  case path(String, isFolder: Bool)
  /// Any number of files.
  case glob(Glob)

  init(_ node: Node) throws(Pipeline.Fault) { self.init(try ProjectPath(node)) }

  init(_ path: ProjectPath) {
    self = path.isPattern ? .glob(Glob(path.text)) : .path(path.text, isFolder: path.isFolder)
  }

  /// The normalised path or the glob's text.
  package var text: String {
    switch self {
    case .path(let path, _): path
    case .glob(let glob): glob.text
    }
  }

  /// Whether a file is meant: by its path, by the folder it lies in, or by the glob.
  package func covers(_ path: String) -> Bool {
    switch self {
    case .path(let own, _): own == path || ProjectPath.lies(path, in: own)
    case .glob(let glob): glob.matches(path)
    }
  }

  /// Reads a path, a glob or a list of them.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [PathPattern] {
    var patterns: [PathPattern] = []
    for item in try Read.items(node) { patterns.append(try PathPattern(item)) }
    return patterns
  }
}
