import YAML

/// Words of a text, and what stands around them where they stand in it several times: a text quote
/// selector (W3C Web Annotation Data Model, 4.2.4).
package struct Selector: Hashable, Sendable {
  /// The words.
  package let quote: String
  /// What stands before them; `nil` where that is of no matter.
  package let prefix: String?
  /// What stands behind them; `nil` where that is of no matter.
  package let suffix: String?

  /// Makes a selector from its parts.
  package init(quote: String, prefix: String? = nil, suffix: String? = nil) {
    self.quote = quote
    self.prefix = prefix
    self.suffix = suffix
  }
}

extension Selector {
  /// The words of an entry while its keys are read.
  struct Draft: Sendable {
    var quote: Word?
    var prefix: Word?
    var suffix: Word?

    /// Words that are quoted.
    static func words(_ node: Node) throws(Pipeline.Fault) -> Word? {
      let word = try Read.word(node)
      if word.text.allSatisfy(\.isWhitespace) { throw Pipeline.Fault(.quoteEmpty, at: node.mark) }
      return word
    }

    /// The selector and where its quote stands.
    func whole(of owner: String, at mark: Mark) throws(Pipeline.Fault) -> (Selector, Mark) {
      guard let quote else { throw Pipeline.Fault(.keyMissing("quote", of: owner), at: mark) }
      return (Selector(quote: quote.text, prefix: prefix?.text, suffix: suffix?.text), quote.mark)
    }
  }
}
