import YAML

/// What `{stages.NAME.OUTPUT}` stands for: the named outputs of stages, by stage and by family.
struct OutputBook {
  private let stages: [PlannedStage]
  /// The stages of a name: one of its own, or all of a family.
  private var meant: [String: [Int]] = [:]

  init(_ stages: [PlannedStage]) {
    self.stages = stages
    for (index, stage) in stages.enumerated() {
      meant[stage.declared.name, default: []].append(index)
      if stage.name != stage.declared.name { meant[stage.name] = [index] }
    }
  }

  /// The paths a reference stands for in a stage of another family.
  func paths(
    _ reference: Template.Reference, for family: String, at mark: Mark
  ) throws(Pipeline.Fault) -> [String] {
    guard let dot = reference.name.lastIndex(of: ".") else {
      throw Pipeline.Fault(.outputNotNamed(reference.text), at: mark)
    }
    let name = String(reference.name[..<dot])
    let output = String(reference.name[reference.name.index(after: dot)...])
    let found = (meant[name] ?? []).map { stages[$0] }
    guard let first = found.first else {
      throw Pipeline.Fault(.stageUnknown(name, known: names(like: name)), at: mark)
    }
    if first.declared.name == family {
      throw Pipeline.Fault(.takesItself(reference.text, family), at: mark)
    }
    let paths = found.flatMap { stage in
      stage.outputs.filter { $0.name == output }.map(\.path)
    }
    if paths.isEmpty {
      let known = first.outputs.compactMap(\.name)
      throw Pipeline.Fault(.outputUnknown(output, of: name, known: known), at: mark)
    }
    return paths
  }

  /// The names that may have been meant: instances for an instance, else stages of the file.
  private func names(like name: String) -> [String] {
    var seen: Set<String> = []
    return stages.map { name.contains("@") ? $0.name : $0.declared.name }
      .filter { seen.insert($0).inserted }
  }
}
