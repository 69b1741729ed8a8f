package import Host
package import Text

/// An image that a manuscript shows, and whether it is what the pipeline makes.
package struct ShownFigure: Sendable {
  /// What becomes of a figure when it is checked.
  package enum Verdict: Hashable, Sendable {
    /// It is what its stage made; `isHere` unless it is not on disk, only in the record.
    case current(isHere: Bool)
    /// Its stage is out of date.
    case stale(Staleness)
    /// Its stage made other bytes.
    case edited
    /// Its stage drew it by another recipe, or is gone.
    case other(Other)
    /// Nothing says where it comes from.
    case unknown(Unknown)
    /// There is no such file; `maker` is the stage that would make it.
    case missing(maker: String?)
  }

  /// Where a figure comes from that is not of today.
  package enum Other: Hashable, Sendable {
    /// A recipe that is no longer that of its stage.
    case recipe(now: Digest)
    /// A stage that there is no more.
    case stageGone
  }

  /// Why it is not known where a figure comes from.
  package enum Unknown: Hashable, Sendable {
    case noStage
    /// It is no file of the project.
    case outside
    /// The record names only the folder it lies in, of which there is no listing here.
    case hidden
  }

  /// The manuscript.
  package let file: String
  /// Where it stands.
  package let place: Place
  /// The line that the place points into.
  package let line: String?
  /// How many characters from the place on are meant.
  package let width: Int
  /// Its path in the project, or as it is written where it is no file of it.
  package let path: String
  /// The stage that makes it, or that it says drew it.
  package let stage: String?
  /// The output that it is, or would be.
  package let output: String?
  /// The recipe of the stage, or that it says it was drawn by.
  package let recipe: Digest?
  /// What becomes of it.
  package let verdict: Verdict

  /// Whether nothing is to be done about it.
  package var holds: Bool { verdict.holds }
}

extension ShownFigure.Verdict {
  /// Whether nothing is to be done about it.
  package var holds: Bool {
    switch self {
    case .current, .unknown: true
    case .stale, .edited, .other, .missing: false
    }
  }

  /// The verdict in a word or three.
  package var word: String {
    switch self {
    case .current: "current"
    case .stale: "stale"
    case .edited: "edited by hand"
    case .other: "other"
    case .unknown: "unknown"
    case .missing: "missing"
    }
  }
}

extension ShownFigure {
  /// Why the verdict is what it is; `nil` when nothing is to be said.
  package var reason: String? {
    let stage = Escaped(self.stage ?? "").description
    switch verdict {
    case .current(isHere: true): return nil
    case .current(isHere: false): return "recorded, not rebuilt here"
    case .stale(let staleness): return "\(staleness)"
    case .edited: return "stage `\(stage)` made other bytes"
    case .other(.recipe(let now)):
      let drawn = recipe.map { " \($0.hex.prefix(12))" } ?? ""
      return "stage `\(stage)` drew it by the recipe\(drawn), which is now \(now.hex.prefix(12))"
    case .other(.stageGone): return "it says that stage `\(stage)` drew it, and there is none"
    case .unknown(.noStage): return "no stage makes it"
    case .unknown(.outside): return "it is no file of the project"
    case .unknown(.hidden): return "what stage `\(stage)` made is not here to be compared"
    case .missing(let maker):
      return maker.map { "stage `\(Escaped($0))` does not make it" } ?? "there is no such file"
    }
  }

  /// What to do about it; `nil` when nothing is.
  package var hint: String? {
    switch verdict {
    case .current, .unknown, .missing: nil
    case .stale: "assay run"
    case .edited, .other(.recipe):
      output.map { $0 == path ? "assay run" : "assay run, and copy \(Escaped($0)) anew" }
    case .other(.stageGone): nil
    }
  }
}
