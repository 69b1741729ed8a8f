import ArgumentParser

/// The targets a verb works on; none stands for all.
struct TargetArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Stages, families of stages (`name@*`) or output paths. (default: all)",
      valueName: "target"), completion: Completion.stages)
  var targets: [String] = []
}
