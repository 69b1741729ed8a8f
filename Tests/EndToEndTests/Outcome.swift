/// How a command ended and all that it said.
struct Outcome: Equatable {
  var stdout: String
  var stderr: String
  let code: Int32

  /// What differs from run to run, or from machine to machine, replaced by words in angle brackets.
  enum Variation: CaseIterable {
    case time, moment, digest, commit, host

    func removed(from text: String) -> String {
      switch self {
      case .time: text.replacing(/\b[0-9]+\.[0-9]+ s\b/, with: "<time>")
      case .moment: text.replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "<moment>")
      case .digest: text.replacing(/\b([0-9a-f]{64}|[0-9a-f]{12})\b/, with: "<digest>")
      case .commit: text.replacing(/\b[0-9a-f]{8} (\d{4}-\d\d-\d\d)/) { "<commit> \($0.1)" }
      case .host: text.replacing(/process \d+ on \S+ since/, with: "process <id> on <host> since")
      }
    }
  }

  /// The same outcome without what varies.
  func without(_ variations: [Variation] = Variation.allCases) -> Outcome {
    var outcome = self
    for variation in variations {
      outcome.stdout = variation.removed(from: outcome.stdout)
      outcome.stderr = variation.removed(from: outcome.stderr)
    }
    return outcome
  }
}

extension Outcome: CustomStringConvertible {
  var description: String {
    """
    exit code \(code)
    --- stdout
    \(stdout)\
    --- stderr
    \(stderr)\
    ---
    """
  }
}
