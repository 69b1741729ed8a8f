import YAML

/// A path of the project as a person wrote it, made normal: relative, no `.`, no doubled slashes.
package struct ProjectPath {
  /// Why a text names nothing in the project.
  enum Refusal: Hashable {
    case absolute
    case empty
    case home
    case parent
    case project
    case starsWithinName
  }

  /// What a path is named for.
  enum Use {
    /// To be written by a stage.
    case made
    /// To be read; wildcards stand for many files.
    case read
    /// To be read, one file or folder.
    case single
  }

  /// The path without a slash at its end.
  let text: String
  /// Whether the author wrote a slash at the end.
  let isFolder: Bool
  /// Whether it holds wildcards.
  let isPattern: Bool
  /// Where it stands.
  let mark: Mark

  /// Reads a path or a pattern that stands outside of stages, where braces stand for nothing.
  init(_ node: Node) throws(Pipeline.Fault) { try self.init(node, .read) }

  /// Reads a path without wildcards.
  static func plain(_ node: Node) throws(Pipeline.Fault) -> ProjectPath {
    try ProjectPath(node, .single)
  }

  /// The normal form of a text that names one file or folder; `nil` when it names none.
  static func plain(text: String) -> String? {
    (try? ProjectPath(text, .single, at: Mark(line: 1, column: 1)))?.text
  }

  private init(_ node: Node, _ use: Use) throws(Pipeline.Fault) {
    let written = try Read.path(node)
    if let reference = Template(written).references.first {
      throw Pipeline.Fault(.misplaced(reference.text, in: .elsewhere), at: node.mark)
    }
    try self.init(written, use, at: node.mark)
  }

  /// Makes a path of a text; a pattern that ends in a slash is refused.
  init(_ written: String, _ use: Use, at mark: Mark) throws(Pipeline.Fault) {
    let names = Self.names(of: written).filter { $0 != "." }
    if let refusal = Self.refusal(of: written, names) {
      throw Pipeline.Fault(.refused(refusal, written), at: mark)
    }
    text = names.joined(separator: "/")
    isFolder = written.utf8.last == UInt8(ascii: "/")
    isPattern = Glob.isPattern(written)
    self.mark = mark
    if isPattern, isFolder { throw Pipeline.Fault(.patternNamesFolder(text), at: mark) }
    if isPattern, use != .read { throw Pipeline.Fault(.patternNotAllowed(text), at: mark) }
    if use == .made { try refuseReserved() }
  }

  /// Reads a path without wildcards or a list of them.
  static func plainList(_ node: Node) throws(Pipeline.Fault) -> [ProjectPath] {
    var paths: [ProjectPath] = []
    for item in try Read.items(node) { paths.append(try plain(item)) }
    return paths
  }

  /// No stage writes in a folder of git or of the tool itself.
  private func refuseReserved() throws(Pipeline.Fault) {
    let top = (Self.names(of: text).first ?? "").lowercased()
    if [".assay", ".git", "provenance"].contains(top) {
      throw Pipeline.Fault(.folderReserved(text, folder: top), at: mark)
    }
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
  package static func lies(_ path: String, in folder: String) -> Bool {
    path.utf8.count > folder.utf8.count && path.utf8.starts(with: folder.utf8)
      && path.utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/")
  }

  /// The names of a path, cut by bytes: a slash and a combining letter behind it are one character.
  package static func names(of path: String) -> [Substring] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
  }

  private static func refusal(of written: String, _ names: [Substring]) -> Refusal? {
    if written.isEmpty { return .empty }
    if written.utf8.first == UInt8(ascii: "/") { return .absolute }
    if names.first == "~" { return .home }
    if names.contains("..") { return .parent }
    if names.isEmpty { return .project }
    guard Glob.isPattern(written) else { return nil }
    let hasStars = names.contains { $0 != "**" && $0.contains("**") }
    return hasStars ? .starsWithinName : nil
  }
}
