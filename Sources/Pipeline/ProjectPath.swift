import YAML

/// A path of the project as a person wrote it, made normal: relative, no `.`, no doubled slashes.
struct ProjectPath {
  /// Why a text names nothing in the project.
  enum Refusal: Hashable {
    case absolute
    case braces(String)
    case empty
    case home
    case parent
    case project
    case starsWithinName
  }

  /// The path without a slash at its end.
  let text: String
  /// Whether the author wrote a slash at the end.
  let isFolder: Bool
  /// Whether it holds wildcards.
  let isPattern: Bool
  /// Where it stands.
  let mark: Mark

  /// Reads a path or a pattern; a pattern that ends in a slash is refused.
  init(_ node: Node) throws(Pipeline.Fault) {
    let written = try Read.path(node)
    let names = written.split(separator: "/").filter { $0 != "." }
    if let refusal = Self.refusal(of: written, names) {
      throw Pipeline.Fault(.refused(refusal, written), at: node.mark)
    }
    text = names.joined(separator: "/")
    isFolder = written.hasSuffix("/")
    isPattern = Glob.isPattern(written)
    mark = node.mark
    if isPattern, isFolder { throw Pipeline.Fault(.patternNamesFolder(text), at: mark) }
  }

  /// Reads a path without wildcards.
  static func plain(_ node: Node) throws(Pipeline.Fault) -> ProjectPath {
    let path = try ProjectPath(node)
    if path.isPattern { throw Pipeline.Fault(.patternNotAllowed(path.text), at: path.mark) }
    return path
  }

  /// Reads a path that a stage may write to: not in a folder of git or of the tool itself.
  static func written(_ node: Node) throws(Pipeline.Fault) -> ProjectPath {
    let path = try plain(node)
    let top = path.text.prefix { $0 != "/" }.lowercased()
    if [".assay", ".git", "provenance"].contains(top) {
      throw Pipeline.Fault(.folderReserved(path.text, folder: top), at: path.mark)
    }
    return path
  }

  /// Reads a list of folders that a stage may write to.
  static func scratch(_ node: Node) throws(Pipeline.Fault) -> [String] {
    var folders: [String] = []
    for item in try Read.items(node) { folders.append(try written(item).text) }
    return folders
  }

  /// The folders a path lies in, the nearest first; the project root is not among them.
  static func folders(above path: String) -> [String] {
    var folders: [String] = []
    var rest = path[...]
    while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folders
  }

  /// Whether a path lies in a folder, at any depth.
  static func lies(_ path: String, in folder: String) -> Bool {
    path.utf8.count > folder.utf8.count && path.utf8.starts(with: folder.utf8)
      && path.utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/")
  }

  private static func refusal(of written: String, _ names: [Substring]) -> Refusal? {
    if written.isEmpty { return .empty }
    if written.hasPrefix("/") { return .absolute }
    if names.first == "~" { return .home }
    if names.contains("..") { return .parent }
    if names.isEmpty { return .project }
    if names.contains(where: { $0 != "**" && $0.contains("**") }) { return .starsWithinName }
    return Template(written).references.first.map { .braces($0.text) }
  }
}
