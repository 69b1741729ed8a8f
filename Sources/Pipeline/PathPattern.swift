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

  /// Reads a path or a glob as a person asks for it; `nil` when it names nothing in the project.
  package init?(text: String) {
    guard let path = try? ProjectPath(text, .read, at: Mark(line: 1, column: 1)) else { return nil }
    self.init(path)
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

  /// Whether two patterns may mean the same file; of two globs only what both begin with is known.
  func meets(_ other: PathPattern) -> Bool {
    switch (self, other) {
    case (_, .path(let path, _)): covers(path)
    case (.path(let path, _), _): other.covers(path)
    case (.glob(let one), .glob(let two)):
      one.prefix.utf8.starts(with: two.prefix.utf8) || two.prefix.utf8.starts(with: one.prefix.utf8)
    }
  }

  /// Reads a path, a glob or a list of them.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [PathPattern] {
    var patterns: [PathPattern] = []
    for item in try Read.items(node) { patterns.append(try PathPattern(item)) }
    return patterns
  }
}
