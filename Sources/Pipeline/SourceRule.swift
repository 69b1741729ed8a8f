package import YAML

/// A rule under `sources`: which data files come from where.
package struct SourceRule: Sendable {
  /// The files meant.
  package let files: [PathPattern]
  /// Where they come from.
  package let origin: Origin
  /// What they are cited as.
  package let reference: String?
  /// What they were measured with.
  package let instrument: String?
  /// When: `2024`, `2024-05` or `2024-05-31`.
  package let date: String?
  /// By whom.
  package let by: String?
  /// Where an archive keeps them; then `export deposit` names them and leaves the bytes out.
  package let doi: String?
  /// Where the rule stands.
  package let mark: Mark

  private struct Draft: Sendable {
    var files: [PathPattern]?
    var origin: Origin?
    var reference: String?
    var instrument: String?
    var date: String?
    var by: String?
    var doi: String?

    static let fields: [Field<Draft>] = [
      Field("files", \.files, PathPattern.list),
      Field("origin", \.origin, SourceRule.origin),
      Field("reference", \.reference, Read.text),
      Field("instrument", \.instrument, Read.text),
      Field("date", \.date, Read.date),
      Field("by", \.by, Read.text),
      Field("doi", \.doi, Read.doi),
    ]
  }

  /// Reads the list of rules.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [SourceRule] {
    guard case .sequence(let items) = node.content else { throw node.isNot(.list) }
    var rules: [SourceRule] = []
    for item in items { rules.append(try SourceRule(item)) }
    return rules
  }

  private init(_ node: Node) throws(Pipeline.Fault) {
    let draft = try Field.read(node, into: Draft(), of: "a source", Draft.fields)
    guard let files = draft.files else {
      throw Pipeline.Fault(.keyMissing("files", of: "a source"), at: node.mark)
    }
    guard let origin = draft.origin else {
      throw Pipeline.Fault(.keyMissing("origin", of: "a source"), at: node.mark)
    }
    if origin == .measured {
      let wanted = [("instrument", draft.instrument), ("date", draft.date), ("by", draft.by)]
      let missing = wanted.filter { $0.1 == nil }.map(\.0)
      if !missing.isEmpty {
        throw Pipeline.Fault(.originIncomplete(missing: missing), at: node.mark)
      }
    }
    self.files = files
    self.origin = origin
    reference = draft.reference
    instrument = draft.instrument
    date = draft.date
    by = draft.by
    doi = draft.doi
    mark = node.mark
  }

  private static func origin(_ node: Node) throws(Pipeline.Fault) -> Origin {
    let written = try Read.text(node)
    guard let origin = Origin(rawValue: written) else {
      throw Pipeline.Fault(.originUnknown(written), at: node.mark)
    }
    return origin
  }
}
