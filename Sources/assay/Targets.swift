import ArgumentParser
import Pipeline
import Text

/// The targets a verb works on; none stands for all.
struct TargetArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Stages, families of stages (`name@*`) or output paths. (default: all)",
      valueName: "target"))
  var targets: [String] = []
}

extension Pipeline {
  /// The stages that targets name, with all upstream of them; no target names all.
  func selection(_ targets: [String]) throws(Diagnostic) -> Selection {
    guard !targets.isEmpty else { return Selection(all: self) }
    var named: Set<StageID> = []
    for target in targets {
      let found = stages.filter { $0.name == target || $0.family == target }
      guard !found.isEmpty else { throw diagnostic(unknownStage: target) }
      named.formUnion(found.map(\.id))
    }
    return Selection(named, of: self)
  }
}
