package import Pipeline

/// What a number that nothing binds may be: a few values of the pipeline that look like it.
package struct Suggestion: Sendable {
  /// Why a value is proposed.
  package enum Reason: Hashable, Sendable {
    /// It has the unit of the text.
    case unit(String)
    /// It rounds to so many significant digits, or is exactly what stands there.
    case digits(Int, isExact: Bool)
    /// Words around the number stand in its name, its definition or the heads of its table.
    case words([String])
    /// A number nearby is bound to the same stage.
    case neighbour(String)
  }

  /// One value that is proposed.
  package struct Proposal: Sendable {
    /// What the number would be bound to.
    package let target: String
    /// The value.
    package let value: Expected
    /// Why it is proposed.
    package let reasons: [Reason]
    /// How much speaks for it.
    let score: Int
  }

  /// The number.
  package let claim: Claim
  /// What it may be, the likeliest first.
  package let proposals: [Proposal]
  /// Words that single the number out; `nil` when none are found.
  package let selector: Selector?
}

extension Suggestion.Reason {
  /// The reason in a few words.
  package var words: String {
    switch self {
    case .unit(let unit): "in \(unit)"
    case .digits(1, isExact: false): "1 digit"
    case .digits(let count, isExact: false): "\(count) digits"
    case .digits(_, isExact: true): "exactly that"
    case .words(let words): words.map { "“\($0)”" }.joined(separator: ", ")
    case .neighbour(let stage): "beside another of \(stage)"
    }
  }
}
