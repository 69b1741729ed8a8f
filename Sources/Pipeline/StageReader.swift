import Text
import YAML

/// Reads the stages: each by itself, with the parameters of the top level at hand.
struct StageReader {
  let text: SourceText
  let parameters: ParameterTable

  /// What the keys of a stage say, before they are looked at together.
  private struct Draft: Sendable {
    var run: Node?
    var inputs: [Input] = []
    var outputs: [Output] = []
    var numbers: ProjectPath?
    var parameters: [Word] = []
    var environment: [Variable] = []
    var isMachine = false
    var tools: [String] = []
    var scratch: [String] = []
    var resources = Resources()
    var timeout: Duration?
    var retries = 0
    var isAlways = false

    static let fields: [Field<Draft>] = [
      Field("run", \.run) { (node) in node },
      Field("inputs", \.inputs, Input.list),
      Field("outputs", \.outputs, Output.list),
      Field("numbers", \.numbers, ProjectPath.plain),
      Field("parameters", \.parameters, Read.words),
      Field("environment", \.environment, Variable.list),
      Field("machine", \.isMachine, Read.flag),
      Field("tools", \.tools, StageReader.tools),
      Field("scratch", \.scratch, StageReader.scratch),
      Field("cpus", \.resources.cpus, Read.count),
      Field("memory", \.resources.memory, Limits.memory),
      Field("pool", \.resources.pool, Limits.pool),
      Field("timeout", \.timeout, Limits.timeout),
      Field("retries", \.retries, Limits.retries),
      Field("always", \.isAlways, Read.flag),
    ]
  }

  /// Reads the map under `stages`.
  func stages(_ node: Node) throws(Pipeline.Fault) -> [Stage] {
    var stages: [Stage] = []
    for entry in try Read.entries(node) {
      try Pipeline.Name.stage.check(entry.key, at: entry.mark)
      stages.append(try stage(StageID(index: stages.count), entry))
    }
    return stages
  }

  private func stage(_ id: StageID, _ entry: Node.Entry) throws(Pipeline.Fault) -> Stage {
    let hasNoRun = Pipeline.Fault(.keyMissing("run", of: "stage `\(entry.key)`"), at: entry.mark)
    if entry.value.kind == .nothing { throw hasNoRun }
    let draft = try Field.read(entry.value, into: Draft(), of: "a stage", Draft.fields)
    guard let run = draft.run else { throw hasNoRun }
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

  private static func tools(_ node: Node) throws(Pipeline.Fault) -> [String] {
    let words = try Read.words(node)
    for word in words where word.text.isEmpty || word.text.contains("/") {
      throw Pipeline.Fault(.toolIsPath(word.text), at: word.mark)
    }
    return words.map(\.text)
  }

  private static func scratch(_ node: Node) throws(Pipeline.Fault) -> [String] {
    var folders: [String] = []
    for item in try Read.items(node) {
      folders.append(try ProjectPath.written(item).text)
    }
    return folders
  }
}
