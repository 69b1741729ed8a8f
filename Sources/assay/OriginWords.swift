import Pipeline
import Text

/// Origins as a person reads them.
enum OriginWords {
  /// The origins, the weakest first, with what is cited; for none declared, what to do about it.
  static func text(_ origins: [Origin], _ reference: String?) -> String {
    guard origins != [.unknown] else { return "origin unknown: no rule under `sources` names it" }
    let names = origins.map(\.rawValue).joined(separator: ", ")
    return names + (reference.map { " (\(Escaped($0)))" } ?? "")
  }
}
