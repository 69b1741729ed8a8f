package import YAML

/// Words quoted from a manuscript, and what the numbers in them are.
package struct StatedClaim: Sendable {
  /// What the numbers are.
  package enum Basis: Hashable, Sendable {
    /// The targets as they are written, whose values are those of the numbers, in order.
    case bound([String])
    /// No results of the project, for a reason.
    case allowed(reason: String)
  }

  /// The words.
  package let selector: Selector
  /// What the numbers in them are.
  package let basis: Basis
  /// Where the quote stands.
  package let mark: Mark

  /// The words alone.
  package var quote: String { selector.quote }
}

extension StatedClaim {
  /// A claim before it is known what its targets mean.
  struct Draft: Sendable {
    var selector = Selector.Draft()
    var targets: [Word]?
    var reason: String?
    var mark: Mark

    private static let fields: [Field<Draft>] = [
      Field("quote", \.selector.quote, Selector.Draft.words),
      Field("prefix", \.selector.prefix, Selector.Draft.words),
      Field("suffix", \.selector.suffix, Selector.Draft.words),
      Field("binds", \.targets, { (node) throws(Pipeline.Fault) in try Draft.targets(node) }),
      Field("reason", \.reason, { (node) throws(Pipeline.Fault) in try Read.text(node) }),
    ]

    /// Reads the list of claims.
    static func list(_ node: Node) throws(Pipeline.Fault) -> [Draft] {
      guard case .sequence(let items) = node.content else { throw node.isNot(.list) }
      var drafts: [Draft] = []
      for item in items {
        drafts.append(try Field.read(item, into: Draft(mark: item.mark), of: "a claim", fields))
      }
      return drafts
    }

    /// A target may stand twice: a sentence may say one thing twice.
    private static func targets(_ node: Node) throws(Pipeline.Fault) -> [Word] {
      var words: [Word] = []
      for item in try Read.items(node) { words.append(try Read.word(item)) }
      if words.isEmpty { throw Pipeline.Fault(.nothingBound, at: node.mark) }
      return words
    }
  }

  init(_ draft: Draft, in pipeline: Pipeline) throws(Pipeline.Fault) {
    (selector, mark) = try draft.selector.whole(of: "a claim", at: draft.mark)
    switch (draft.targets, draft.reason) {
    case (let targets?, nil):
      for target in targets { _ = try pipeline.target(target) }
      basis = .bound(targets.map(\.text))
    case (nil, let reason?): basis = .allowed(reason: reason)
    case (nil, nil): throw Pipeline.Fault(.claimSaysNothing, at: draft.mark)
    case (_?, _?): throw Pipeline.Fault(.claimSaysBoth, at: draft.mark)
    }
  }
}
