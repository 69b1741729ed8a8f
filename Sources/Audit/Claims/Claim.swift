package import Prose
package import Text

/// A number in a manuscript: where it stands, what it is said to be, and whether it is that.
package struct Claim: Sendable {
  /// What becomes of a number when it is checked.
  package enum Verdict: Hashable, Sendable {
    /// It is what it is bound to, rounded to its own digits.
    case right
    /// It is bound to something that says otherwise.
    case wrong(Mismatch)
    /// What it is bound to has to be rebuilt before anything can be said.
    case stale(Outdated)
    /// It cannot be told which words or numbers are meant.
    case ambiguous(Unclear)
    /// Nothing says what it is; `nil` when nobody tried.
    case unbound(Unclear?)
    /// Words that a claim quotes, and that stand nowhere.
    case lost
    /// Words that a claim quotes, and in whose place others stand.
    case moved(Relocation)
    /// It is no result of the project, for a reason that the pipeline gives.
    case allowed(reason: String)
    /// It claims no result.
    case noResult(Literal.Meaning)
  }

  /// Why a number cannot be judged before a run.
  package enum Outdated: Hashable, Sendable {
    /// Something it rests on has changed.
    case changed
    /// Its stage has never run.
    case neverRun(stage: String)
  }

  /// Words that stand otherwise than they are quoted.
  package struct Relocation: Hashable, Sendable {
    /// Where they stand.
    package let place: Place
    /// The words now.
    package let text: String
    /// How many numbers in them are bound.
    package let numbers: Int
    /// How many of those are right.
    package let right: Int
  }

  /// Where it stands: in the manuscript, or the claim in the pipeline whose words are lost or moved.
  package let place: Place
  /// The manuscript, of which the place may name another file.
  package internal(set) var manuscript = ""
  /// The line of text that the place points into.
  package let line: String?
  /// What a reader of a document without lines calls the place: `¶34 'ratio are 2.32 %'`.
  package let address: String?
  /// How many characters from the place on are meant.
  package let width: Int
  /// The text of the number, or the words that are lost or moved.
  package let text: String
  /// What it is bound to, as it is written.
  package let target: String?
  /// What it is bound to.
  package let expected: Expected?
  /// What becomes of it.
  package let verdict: Verdict
}

extension Claim {
  /// Where a claim stands, and its words.
  struct Site {
    let place: Place
    let line: String?
    var address: String?
    let width: Int
    let text: String
  }

  init(_ site: Site, _ verdict: Verdict, _ target: String? = nil, _ expected: Expected? = nil) {
    place = site.place
    line = site.line
    address = site.address
    width = site.width
    text = site.text
    self.target = target
    self.expected = expected
    self.verdict = verdict
  }

  /// The place as it is told: `paper.md:12:3`, `paper.docx ¶34 'ratio are 2.32 %'`.
  package var location: String {
    address.map { "\(Escaped(place.file)) \(Escaped($0))" } ?? "\(place)"
  }

  /// Whether nothing is wrong about it; of moved words, the numbers in them are judged by themselves.
  package var holds: Bool {
    switch verdict {
    case .right, .allowed, .noResult, .moved: true
    case .wrong, .stale, .ambiguous, .unbound, .lost: false
    }
  }

  /// Whether it is bound to a number of a stage.
  package var isResult: Bool {
    switch expected {
    case .number, .doubted, .neverRun: true
    case .setting, nil: false
    }
  }
}
