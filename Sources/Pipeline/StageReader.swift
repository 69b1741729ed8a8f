import Text
import YAML

/// Reads the stages: each by itself, with the parameters of the top level at hand.
struct StageReader {
  let text: SourceText
  let parameters: ParameterTable
  let pools: PoolTable
  private let defaults: StageDraft

  /// Reads the entries of `defaults`, with which every stage begins.
  init(
    text: SourceText, parameters: ParameterTable, pools: PoolTable, defaults: [Node.Entry]
  ) throws(Pipeline.Fault) {
    self.text = text
    self.parameters = parameters
    self.pools = pools
    self.defaults = try Field.read(
      defaults, into: StageDraft(), of: "the defaults", StageDraft.shared)
    if let pool = self.defaults.pool { try pools.check(pool) }
  }

  /// Reads the entries of `stages`.
  func stages(_ entries: [Node.Entry]) throws(Pipeline.Fault) -> [Stage] {
    var stages: [Stage] = []
    for entry in entries {
      try Pipeline.Name.stage.check(entry.key, at: entry.mark)
      stages.append(try stage(StageID(index: stages.count), entry))
    }
    return stages
  }

  private func stage(_ id: StageID, _ entry: Node.Entry) throws(Pipeline.Fault) -> Stage {
    let hasNoRun = Pipeline.Fault(.keyMissing("run", of: "stage `\(entry.key)`"), at: entry.mark)
    if entry.value.kind == .nothing { throw hasNoRun }
    let draft = try Field.read(entry.value, into: defaults, of: "a stage", StageDraft.fields)
    guard let run = draft.run else { throw hasNoRun }
    if let pool = draft.pool { try pools.check(pool) }
    let taken = try taken(draft.parameters)
    let reader = CommandReader(
      text: text, inputs: draft.inputs, outputs: draft.outputs, taken: taken,
      parameters: parameters)
    var outputs = draft.outputs
    if let numbers = draft.numbers { try Self.place(numbers, in: &outputs) }
    return Stage(
      id: id, name: entry.key, family: entry.key, mark: entry.mark,
      command: try reader.command(run),
      inputs: draft.inputs, outputs: outputs, numbers: draft.numbers?.text, parameters: taken,
      environment: draft.environment, isMachine: draft.isMachine, tools: draft.tools,
      scratch: draft.scratch, resources: draft.resources, timeout: draft.timeout,
      retries: draft.retries, isAlways: draft.isAlways)
  }

  /// The parameters that a list of names takes, each once however often it is named.
  private func taken(_ names: [Word]) throws(Pipeline.Fault) -> [Parameter] {
    var taken: [Parameter] = []
    var seen: Set<String> = []
    for word in names {
      guard let several = parameters.taking(word.text) else {
        throw Pipeline.Fault(
          .parameterUnknown(word.text, known: parameters.names), at: word.mark)
      }
      taken += several.filter { seen.insert($0.name).inserted }
    }
    return taken
  }

  /// The numbers lie in one of the outputs; what they lie inside of is a folder.
  private static func place(
    _ numbers: ProjectPath, in outputs: inout [Output]
  ) throws(Pipeline.Fault) {
    for index in outputs.indices {
      if outputs[index].path == numbers.text { return }
      if ProjectPath.lies(numbers.text, in: outputs[index].path) {
        outputs[index].isFolder = true
        return
      }
    }
    throw Pipeline.Fault(.numbersOutside(numbers.text), at: numbers.mark)
  }
}
