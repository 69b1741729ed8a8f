import Pipeline
import Text

/// What a person names on the command line.
extension Pipeline {
  /// The stages that names on the command line stand for, or everything.
  func selection(_ targets: [String]) throws(Diagnostic) -> Selection {
    guard !targets.isEmpty else { return Selection(all: self) }
    var chosen: Set<StageID> = []
    for target in targets {
      let named = stages.filter { $0.name == target || $0.family == target }
      guard !named.isEmpty else { throw diagnostic(unknownStage: target) }
      chosen.formUnion(named.map(\.id))
    }
    return Selection(chosen, of: self)
  }
}
