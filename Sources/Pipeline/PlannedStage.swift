/// A stage to be: an instance or the only one of its name, with all that it may write.
struct PlannedStage {
  let declared: StageReader.Declared
  let braces: Braces
  /// `family@values` of an instance.
  let name: String
  let outputs: [Output]
  let numbers: String?
  let scratch: [String]

  /// All instances of a stage, or the stage itself.
  static func all(
    of declared: StageReader.Declared, reading: Foreach.Reading
  ) throws(Pipeline.Fault) -> [PlannedStage] {
    guard let foreach = declared.draft.foreach else { return [try PlannedStage(declared, nil)] }
    var all: [PlannedStage] = []
    var makers: [String: String] = [:]
    for instance in try foreach.instances(of: declared.name, reading: reading) {
      let plan = try PlannedStage(declared, instance)
      for (output, template) in zip(plan.outputs, declared.draft.outputs) {
        guard let other = makers.updateValue(plan.name, forKey: output.path), other != plan.name
        else { continue }
        let apart = instance.keys.filter { !template.path.foreachNames.contains($0) }
        throw Pipeline.Fault(
          .outputShared(output.path, by: [other, plan.name], without: apart), at: output.mark)
      }
      all.append(plan)
    }
    return all
  }

  private init(
    _ declared: StageReader.Declared, _ instance: Instance?
  ) throws(Pipeline.Fault) {
    let draft = declared.draft
    let braces = Braces(text: declared.text, instance: instance)
    var outputs: [Output] = []
    for template in draft.outputs { outputs.append(try template.output(braces)) }
    var scratch: [String] = []
    for template in draft.scratch { scratch.append(try template.path(.made, braces).text) }
    let numbers = try Self.numbers(draft, braces)
    if let numbers { try Self.place(numbers, in: &outputs) }
    self.declared = declared
    self.braces = braces
    name = instance?.name ?? declared.name
    self.outputs = outputs
    self.numbers = numbers?.text
    self.scratch = scratch
  }

  private static func numbers(
    _ draft: StageDraft, _ braces: Braces
  ) throws(Pipeline.Fault) -> ProjectPath? {
    guard let template = draft.numbers else { return nil }
    return try template.path(.single, braces)
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
