/// What is wrong with a YAML text, as facts; the words stand in `SyntaxFault+Words.swift`.
struct SyntaxFault: Error {
  /// One way in which a text can fail to be the YAML we read.
  enum Fact: Hashable {
    case aliasUnknown(String)
    case characterForbidden(Unicode.Scalar)
    case documentSecond
    case empty
    case exhausted
    case grammar(problem: String, context: String?)
    case keyDuplicate(String, first: Mark)
    case keyNotText
    case mergeKey
    case notUTF8
    case tag(String)
    case tooDeep(limit: Int)
    case tooLarge(limit: Int)
    case tooManyNodes(limit: Int, repeated: Bool)
    case utf16
  }

  let fact: Fact
  let mark: Mark

  init(_ fact: Fact, at mark: Mark) {
    self.fact = fact
    self.mark = mark
  }
}
