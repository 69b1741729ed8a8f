package import Text

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

extension Pipeline {
  /// The stages that some words of the command line name; no words name all.
  ///
  /// A word is a stage, the name of all instances of a `foreach`, a pattern over names as
  /// `xrd@*`, or the path of an output or of something inside one.
  package func selection(_ words: [String]) throws(Diagnostic) -> Selection {
    guard !words.isEmpty else { return Selection(all: self) }
    var targets: Set<StageID> = []
    for word in words {
      let meant = self.targets(named: word)
      if meant.isEmpty {
        throw Fault.unknownTarget(
          word, stages: families, outputs: stages.flatMap { $0.outputs.map(\.path) })
      }
      targets.formUnion(meant)
    }
    return Selection(targets, of: self)
  }

  /// The stages that a single word names; the stage itself where only one is meant.
  package func stage(asked word: String) throws(Diagnostic) -> Stage {
    let meant = targets(named: word)
    if meant.count == 1 { return self[meant[0]] }
    throw Fault.unknownStage(
      word, known: meant.isEmpty ? stages.map(\.name) : meant.map { self[$0].name })
  }

  private func targets(named word: String) -> [StageID] {
    if let stage = stage(named: word) { return [stage.id] }
    let glob = Glob.isPattern(word) ? Glob(word) : nil
    let named = stages.filter { $0.family == word || glob?.matches($0.name) == true }
    if !named.isEmpty { return named.map(\.id) }
    let path = ProjectPath.names(of: word).filter { $0 != "." }.joined(separator: "/")
    return maker(of: path).map { [$0] } ?? []
  }

  /// The names in the file, each once.
  private var families: [String] {
    var seen: Set<String> = []
    return stages.map(\.family).filter { seen.insert($0).inserted }
  }
}
