package import YAML

/// Words quoted from a manuscript that state a finding, and what must hold for it.
package struct StatedFinding: Sendable {
  /// The words.
  package let selector: Selector
  /// What must hold.
  package let condition: Condition
  /// Where the words stand.
  package let mark: Mark
}

extension StatedFinding {
  /// A finding before it is known what its names mean.
  struct Draft: Sendable {
    var selector = Selector.Draft()
    var condition: Word?
    var mark: Mark

    private static let fields: [Field<Draft>] = [
      Field("quote", \.selector.quote, Selector.Draft.words),
      Field("prefix", \.selector.prefix, Selector.Draft.words),
      Field("suffix", \.selector.suffix, Selector.Draft.words),
      Field("holds", \.condition, { (node) throws(Pipeline.Fault) in try Read.word(node) }),
    ]

    /// Reads the list of findings.
    static func list(_ node: Node) throws(Pipeline.Fault) -> [Draft] {
      guard case .sequence(let items) = node.content else { throw node.isNot(.list) }
      var drafts: [Draft] = []
      for item in items {
        drafts.append(try Field.read(item, into: Draft(mark: item.mark), of: "a finding", fields))
      }
      return drafts
    }
  }

  init(_ draft: Draft, in pipeline: Pipeline) throws(Pipeline.Fault) {
    (selector, mark) = try draft.selector.whole(of: "a finding", at: draft.mark)
    guard let condition = draft.condition else {
      throw Pipeline.Fault(.keyMissing("holds", of: "a finding"), at: draft.mark)
    }
    self.condition = try Condition(condition, in: pipeline)
  }
}
