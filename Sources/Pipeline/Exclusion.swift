package import YAML

/// Data that nothing may rest on, and why: a whole file, or a place inside one.
package struct Exclusion: Sendable {
  /// The file or files meant.
  package let files: PathPattern
  /// What of them, in words behind a `#`; `nil` for all.
  package let part: String?
  /// Why.
  package let reason: String
  /// Who decided.
  package let by: String
  /// When: `2024`, `2024-05` or `2024-05-31`.
  package let date: String
  /// Where it stands.
  package let mark: Mark

  private struct What: Sendable {
    let files: PathPattern
    let part: String?
    let mark: Mark
  }

  private struct Draft: Sendable {
    var what: What?
    var reason: String?
    var by: String?
    var date: String?

    static let fields: [Field<Draft>] = [
      Field("what", \.what, Exclusion.what),
      Field("reason", \.reason, Read.text),
      Field("by", \.by, Read.text),
      Field("date", \.date, Read.date),
    ]
  }

  /// Reads the list of exclusions.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [Exclusion] {
    guard case .sequence(let items) = node.content else { throw node.isNot(.list) }
    var exclusions: [Exclusion] = []
    for item in items { exclusions.append(try Exclusion(item)) }
    return exclusions
  }

  private init(_ node: Node) throws(Pipeline.Fault) {
    let draft = try Field.read(node, into: Draft(), of: "an exclusion", Draft.fields)
    guard let what = draft.what else { throw Self.needs("what", node) }
    guard let reason = draft.reason else { throw Self.needs("reason", node) }
    guard let by = draft.by else { throw Self.needs("by", node) }
    guard let date = draft.date else { throw Self.needs("date", node) }
    files = what.files
    part = what.part
    self.reason = reason
    self.by = by
    self.date = date
    mark = what.mark
  }

  /// Whether an input that is no glob names what is excluded, or a folder that may hold it.
  func isTaken(by input: PathPattern) -> Bool {
    guard case .path(let path, _) = input else { return false }
    if files.covers(path) { return true }
    switch files {
    case .path(let own, _): return ProjectPath.lies(own, in: path)
    case .glob(let glob): return glob.couldMatch(beneath: path)
    }
  }

  private static func needs(_ key: String, _ node: Node) -> Pipeline.Fault {
    Pipeline.Fault(.keyMissing(key, of: "an exclusion"), at: node.mark)
  }

  private static func what(_ node: Node) throws(Pipeline.Fault) -> What {
    let written = try Read.path(node)
    guard let hash = written.firstIndex(of: "#") else {
      return What(files: try PathPattern(node), part: nil, mark: node.mark)
    }
    let part = written[written.index(after: hash)...].drop(while: \.isWhitespace)
    guard !part.isEmpty else { throw Pipeline.Fault(.partEmpty, at: node.mark) }
    let path = try ProjectPath(String(written[..<hash]), .read, at: node.mark)
    return What(files: PathPattern(path), part: String(part), mark: node.mark)
  }
}
