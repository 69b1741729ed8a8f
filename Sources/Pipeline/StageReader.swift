import Text
import YAML

/// Reads the stages: first the keys of each, then the instances and what they make, and last what may
/// speak of the outputs of others.
struct StageReader {
  /// The texts the stages were read from, by file number.
  let texts: [SourceText]
  let parameters: ParameterTable
  let pools: PoolTable
  private let defaults: StageDraft

  /// Reads the entries of `defaults`, with which every stage begins.
  init(
    texts: [SourceText], parameters: ParameterTable, pools: PoolTable, defaults: [Node.Entry]
  ) throws(Pipeline.Fault) {
    self.texts = texts
    self.parameters = parameters
    self.pools = pools
    self.defaults = try Field.read(
      defaults, into: StageDraft(), of: "the defaults", StageDraft.shared)
    if let pool = self.defaults.pool { try pools.check(pool) }
  }

  /// A stage as the file has it.
  struct Declared {
    let name: String
    let mark: Mark
    let draft: StageDraft
    let command: CommandTemplate
    /// The text it was read from.
    let text: SourceText
  }

  /// Reads the entries under `stages`, of all files.
  func declared(_ entries: [Node.Entry]) throws(Pipeline.Fault) -> [Declared] {
    var all: [Declared] = []
    for entry in entries {
      try Pipeline.Name.stage.check(entry.key, at: entry.mark)
      try Pipeline.Name.checkFile(entry.key, at: entry.mark)
      let hasNoRun = Pipeline.Fault(.keyMissing("run", of: "stage `\(entry.key)`"), at: entry.mark)
      if entry.value.kind == .nothing { throw hasNoRun }
      let draft = try Field.read(entry.value, into: defaults, of: "a stage", StageDraft.fields)
      guard let run = draft.run else { throw hasNoRun }
      if let pool = draft.pool { try pools.check(pool) }
      let text = texts[entry.mark.file]
      all.append(
        Declared(
          name: entry.key, mark: entry.mark, draft: draft,
          command: try CommandTemplate(run, in: text), text: text))
    }
    return all
  }

  /// Makes the stages, instances in the place of what has a `foreach`; `reading` gives the bytes of
  /// their tables.
  func stages(
    _ declared: [Declared], reading: Foreach.Reading
  ) throws(Pipeline.Fault) -> [Stage] {
    try Self.refuseCaseClashes(declared)
    var planned: [PlannedStage] = []
    for stage in declared { planned += try PlannedStage.all(of: stage, reading: reading) }
    let book = OutputBook(planned)
    var stages: [Stage] = []
    for plan in planned {
      stages.append(try stage(StageID(index: stages.count), plan, book))
    }
    return stages
  }

  private func stage(
    _ id: StageID, _ plan: PlannedStage, _ book: OutputBook
  ) throws(Pipeline.Fault) -> Stage {
    let draft = plan.declared.draft
    let family = plan.declared.name
    var inputs: [Input] = []
    for template in draft.inputs {
      inputs += try template.inputs(plan.braces) { (reference, mark) throws(Pipeline.Fault) in
        try book.paths(reference, for: family, at: mark)
      }
    }
    let access = plan.scratch.isEmpty ? draft.access : .declared
    if draft.isStrict, !access.isObserved {
      throw Pipeline.Fault(.strictUnobserved(plan.name), at: plan.declared.mark)
    }
    let taken = try taken(draft.parameters, plan.braces)
    let reader = CommandReader(
      name: plan.name, braces: plan.braces, inputs: inputs, outputs: plan.outputs, taken: taken,
      parameters: parameters)
    return Stage(
      id: id, name: plan.name, family: family, mark: plan.declared.mark,
      command: try reader.command(plan.declared.command), inputs: inputs, outputs: plan.outputs,
      numbers: plan.numbers, parameters: taken, environment: draft.environment,
      isMachine: draft.isMachine, tools: draft.tools, scratch: plan.scratch,
      resources: draft.resources, access: access,
      isStrict: draft.isStrict, timeout: draft.timeout, retries: draft.retries,
      isAlways: draft.isAlways)
  }

  /// The parameters that a list of names takes, each once however often it is named.
  private func taken(_ names: [Word], _ braces: Braces) throws(Pipeline.Fault) -> [Parameter] {
    var taken: [Parameter] = []
    var seen: Set<String> = []
    for word in names {
      let name = try braces.parameter(word)
      guard let several = parameters.taking(name) else {
        let fault = Pipeline.Fault(.parameterUnknown(name, known: parameters.names), at: word.mark)
        throw name == word.text ? fault : braces.placed(fault)
      }
      taken += several.filter { seen.insert($0.name).inserted }
    }
    return taken
  }

  /// Names must differ by more than case: records are files, and some disks know no case.
  private static func refuseCaseClashes(_ stages: [Declared]) throws(Pipeline.Fault) {
    var known: [String: Declared] = [:]
    for stage in stages {
      if let other = known.updateValue(stage, forKey: stage.name.lowercased()) {
        if stage.name == other.name {
          throw Pipeline.Fault(.givenTwice("stage", stage.name, first: other.mark), at: stage.mark)
        }
        throw Pipeline.Fault(
          .nameCaseClash(stage.name, with: other.name, first: other.mark), at: stage.mark)
      }
    }
  }
}
