/// The stages that a person asked for, and those that must be settled before them.
package struct Selection: Sendable {
  /// The stages named, in the order of the graph.
  package let targets: [StageID]
  /// Targets and all stages upstream of them, in the order of the graph.
  package let stages: [StageID]
  private let chosen: Set<StageID>

  /// Everything.
  package init(all pipeline: Pipeline) {
    targets = pipeline.order
    stages = pipeline.order
    chosen = Set(stages)
  }

  /// Some stages, with all that is upstream of them.
  package init(_ targets: Set<StageID>, of pipeline: Pipeline) {
    self.targets = pipeline.order.filter(targets.contains)
    var chosen = targets
    for id in pipeline.order.reversed() where chosen.contains(id) {
      chosen.formUnion(pipeline[id].upstream)
    }
    self.chosen = chosen
    stages = pipeline.order.filter(chosen.contains)
  }

  /// Whether a stage is a target or upstream of one.
  package func contains(_ id: StageID) -> Bool { chosen.contains(id) }
}
