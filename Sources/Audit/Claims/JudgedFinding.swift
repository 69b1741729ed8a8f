package import Text

/// A finding that a manuscript states, and whether it holds.
package struct JudgedFinding: Sendable {
  /// What becomes of a finding when it is checked.
  package enum Verdict: Hashable, Sendable {
    case holds
    case doesNotHold
    /// The uncertainty does not allow to say so.
    case undecided(Undecided)
    /// A number in it has to be rebuilt, or does not hold.
    case outdated(Outdated)
    /// Its words stand nowhere.
    case lost
    /// Its words stand in several places, told in words.
    case ambiguous(String)
    /// What should hold cannot be calculated.
    case impossible(reason: String, hint: String?)
  }

  /// Why nothing can be decided.
  package enum Undecided: Hashable, Sendable {
    /// What is compared differs by less than can be told apart.
    case tooClose
    /// A number whose uncertainty is asked for states none.
    case unstated(id: String)
  }

  /// Why a number cannot be used.
  package enum Outdated: Hashable, Sendable {
    case changed(id: String)
    case neverRun(stage: String)
    case doubted(id: String)
  }

  /// The manuscript.
  package let file: String
  /// Where it stands: its words in the manuscript, or what is wrong with it in the pipeline.
  package let place: Place
  /// The line of text that the place points into.
  package let line: String?
  /// How many characters from the place on are meant.
  package let width: Int
  /// The words.
  package let quote: String
  /// The words that stand in their place now; `nil` where they stand as quoted.
  package let movedTo: String?
  /// What must hold.
  package let condition: String
  /// What becomes of it.
  package let verdict: Verdict
  /// The condition with its values.
  package let values: String?
  /// What the uncertainties leave out.
  package let missing: [String]

  /// Whether nothing is wrong about it.
  package var holds: Bool {
    switch verdict {
    case .holds, .undecided: true
    case .doesNotHold, .outdated, .lost, .ambiguous, .impossible: false
    }
  }
}

extension JudgedFinding.Verdict {
  /// The verdict in a word or two.
  package var word: String {
    switch self {
    case .holds: "holds"
    case .doesNotHold: "does not hold"
    case .undecided: "undecided"
    case .outdated(.doubted): "in doubt"
    case .outdated: "stale"
    case .lost: "lost"
    case .ambiguous: "ambiguous"
    case .impossible: "impossible"
    }
  }
}

extension JudgedFinding {
  /// Why the verdict is what it is.
  package var reason: String {
    let said = "\(Escaped(condition))" + (values.map { ", that is \(Escaped($0))" } ?? "")
    switch verdict {
    case .holds, .doesNotHold: return said + leftOut
    case .undecided(.tooClose): return "\(said), which the uncertainty leaves open" + leftOut
    case .undecided(.unstated(let id)):
      return "\(Escaped(condition)), and \(Escaped(id)) states no uncertainty"
    case .outdated(.changed(let id)): return "what \(Escaped(id)) rests on has changed since"
    case .outdated(.neverRun(let stage)): return "stage `\(stage)` has never run"
    case .outdated(.doubted(let id)): return "\(Escaped(id)) does not hold: assay numbers says why"
    case .lost: return "these words stand nowhere in the text"
    case .ambiguous(let places):
      return "these words stand in \(Escaped(places))"
    case .impossible(let reason, _): return reason
    }
  }

  /// What to do about it; `nil` when nothing is.
  package var hint: String? {
    switch verdict {
    case .outdated(.changed), .outdated(.neverRun): "assay run"
    case .lost: "quote them as they stand now, or take the finding out"
    case .ambiguous: "quote more words, or a prefix and a suffix, so that they stand once"
    case .impossible(_, let hint): hint
    case .holds, .doesNotHold, .undecided, .outdated(.doubted): nil
    }
  }

  private var leftOut: String {
    missing.isEmpty
      ? ""
      : "; left out of the uncertainty: \(missing.map { Escaped($0).description }.joined(separator: ", "))"
  }
}
