// What ran: an action for each stage, one for each failure, and the run as a whole.

import Audit
import Git
import Host
import Pipeline
import Quantity
import Store
import Text

extension RunCrate {
  static let completed = "http://schema.org/CompletedActionStatus"
  static let failed = "http://schema.org/FailedActionStatus"

  mutating func addActions(of facts: StageFacts) {
    if facts.record == nil, facts.failed == nil { addUnrun(facts) }
    if let record = facts.record { addSuccess(facts, record) }
    if let failure = facts.failed { addFailure(facts, failure) }
  }

  private mutating func addSuccess(_ facts: StageFacts, _ record: Record) {
    let lines = facts.lines
    let name = facts.stage.name
    let action = addAction("#run/\(Address.encoded(name))", name, facts, lines, Self.completed)
    graph.add(
      action, [],
      [
        "description": .string(
          Self.shown(lines.command, isShell: facts.stage.command.isShell)
            + (facts.end?.isOfCommit == true
              ? " — when it ran is not recorded here: endTime is the time of the commit of its record"
              : ""))
      ])
    if let end = facts.end { graph.add(action, [], ["endTime": .string(end.time)]) }
    addDuration(of: action, name, facts.seconds)
    if let commit = facts.commit {
      graph.link(action, "agent", to: [person(commit)])
    }
    graph.add(
      action, [], ["identifier": .string("recipe sha256:\(record.recipe.hex)")])
    for output in record.outputs {
      let id = id(of: Artifact(output.path, output.content))
      fit(id, into: slot(ofOutput: output.path, of: facts), output.content.kind)
      graph.link(slotOwner(facts, lines), "output", to: [slot(ofOutput: output.path, of: facts)])
      graph.link(workflow, "output", to: [slot(ofOutput: output.path, of: facts)])
      graph.link(action, "result", to: [id])
    }
    let copy = Layout.numbers(of: name)
    if files[copy] != nil { graph.link(action, "result", to: [Address.encoded(copy)]) }
    for entry in dossier.numbers[name] ?? [] { addNumber(entry, to: action, facts, lines) }
  }

  private mutating func addFailure(_ facts: StageFacts, _ failure: StageFacts.Failed) {
    let name = facts.stage.name
    let action = addAction(
      "#failed/\(Address.encoded(name))", name, facts, failure.lines, Self.failed)
    graph.add(
      action, [],
      [
        "description": .string(
          Self.shown(failure.lines.command, isShell: facts.stage.command.isShell)
            + " — endTime is that of the whole run"),
        "error": .string(failure.message), "endTime": failure.ended.map(JSON.string),
      ])
    addDuration(of: action, "failed-\(name)", failure.seconds)
    if let head = dossier.head {
      graph.link(action, "agent", to: [person(head)])
    }
    guard let log = failure.log, let source = try? holdings.file(at: log) else { return }
    let id = add("logs/\(name).log", source, named: "what \(name) printed before it failed")
    graph.link(Self.root, "hasPart", to: [id])
    graph.link(action, "result", to: [id])
  }

  /// An action with its tool, inputs, parameters and environment, and the step it belongs to.
  private mutating func addAction(
    _ id: String, _ name: String, _ facts: StageFacts, _ lines: [ManifestLine], _ status: String
  ) -> String {
    let tool = tool(of: facts, lines)
    graph.add(
      id, ["CreateAction"], ["name": .string("stage \(name)"), "actionStatus": .string(status)])
    graph.link(id, "instrument", to: [tool])
    graph.link(workflow, "hasPart", to: [tool])
    for input in lines.inputs {
      let artifact = self.id(of: input)
      let slot = slot(ofInput: input.path, of: facts)
      fit(artifact, into: slot, input.content.kind)
      graph.link(tool, "input", to: [slot])
      if dossier.pipeline.maker(of: input.path) == nil { graph.link(workflow, "input", to: [slot]) }
      graph.link(id, "object", to: [artifact])
    }
    addParameters(to: id, tool, lines)
    addEnvironment(to: id, lines)
    let control = graph.add(
      "#control/\(id.dropFirst())", ["ControlAction"],
      ["name": .string("orchestrate \(name)"), "actionStatus": .string(status)])
    graph.link(control, "instrument", to: [step(facts.stage.family)])
    graph.link(control, "object", to: [id])
    actions.append(id)
    controls.append(control)
    return id
  }

  private mutating func addDuration(of action: String, _ name: String, _ seconds: Double?) {
    guard let seconds else { return }
    let id = graph.add(
      "#duration/\(Address.encoded(name))", ["PropertyValue"],
      [
        "name": "wall time", "value": JSON(seconds),
        "propertyID": "https://w3id.org/ro/terms/nf-trace#realTime",
        "unitCode": "http://qudt.org/vocab/unit/SEC",
      ])
    graph.link(action, "resourceUsage", to: [id])
  }

  private mutating func addParameters(
    to action: String, _ tool: String, _ lines: [ManifestLine]
  ) {
    for line in lines where line.kind == .parameter && line.fields.count == 4 {
      let (name, type, text) = (line.fields[1], line.fields[2], line.fields[3])
      let slot = graph.add(
        "#slot/parameter/\(Address.encoded(name))", ["FormalParameter"],
        [
          "name": .string(name), "additionalType": .string(Self.parameterTypes[type] ?? "Text"),
        ])
      let isCurrent = dossier.pipeline.parameters.contains { $0.name == name && $0.text == text }
      let suffix = isCurrent ? "" : "/\(Address.short(.of(text)))"
      let id = graph.add(
        "#parameter/\(Address.encoded(name))\(suffix)", ["PropertyValue"],
        ["name": .string(name), "value": .string(text)])
      graph.link(id, "exampleOfWork", to: [slot])
      graph.link(slot, "workExample", to: [id])
      graph.link(tool, "input", to: [slot])
      graph.link(workflow, "input", to: [slot])
      graph.link(action, "object", to: [id])
    }
  }

  private static let parameterTypes = ["integer": "Integer", "float": "Float", "bool": "Boolean"]

  private mutating func addEnvironment(to action: String, _ lines: [ManifestLine]) {
    for line in lines where [.variable, .platform, .cpus].contains(line.kind) {
      guard let value = line.fields.last else { continue }
      let name = line.kind == .variable ? line.fields[1] : line.fields[0]
      let id = graph.add(
        "#environment/\(Address.encoded(name))/\(Address.short(.of(value)))", ["PropertyValue"],
        ["name": .string(name), "value": .string(value)])
      if line.kind == .variable {
        graph.add(
          id, [], ["description": "an environment variable; the value is its SHA-256, or unset"])
      }
      graph.link(action, "environment", to: [id])
    }
  }

  private mutating func addNumber(
    _ entry: Listing.Entry, to action: String, _ facts: StageFacts, _ lines: [ManifestLine]
  ) {
    let number = entry.number
    let family = Address.encoded(facts.stage.family)
    let slot = graph.add(
      "#slot/\(family)/number/\(number.name)", ["FormalParameter"],
      ["name": .string("\(facts.stage.family).\(number.name)"), "additionalType": "Float"])
    let unit = number.unit.symbol
    let id = graph.add(
      "#number/\(Address.encoded(entry.id))", ["PropertyValue"],
      [
        "name": .string(entry.id), "value": JSON(number.value),
        "unitCode": QUDT.unit(unit).map(JSON.string), "unitText": .string(unit),
        "standardUncertainty": number.uncertainty.map { JSON($0.standard) },
        "description": number.definition.map(JSON.string),
        "alternateName": .string(number.printed),
      ])
    let grade = graph.add(
      "#class/\(entry.grade.rawValue)", ["DefinedTerm"],
      [
        "name": .string(entry.grade.rawValue),
        "description": .string("class of a number: \(entry.grade.meaning)"),
      ])
    graph.link(id, "valueReference", to: [grade])
    graph.link(id, "exampleOfWork", to: [slot])
    graph.link(slot, "workExample", to: [id])
    graph.link(slotOwner(facts, lines), "output", to: [slot])
    graph.link(workflow, "output", to: [slot])
    graph.link(action, "result", to: [id])
  }

  /// The run as a whole: whoever asks what came out of the pipeline begins here.
  mutating func addRun() {
    let failures = dossier.stages.filter { $0.failed != nil }.map(\.stage.name)
    let status = failures.isEmpty ? Self.completed : Self.failed
    let run = graph.add(
      "#run", ["CreateAction"],
      [
        "name": .string("run of \(dossier.pipeline.file)"),
        "description": .string("what the records of \(dossier.pipeline.file) hold, as one run"),
        "actionStatus": .string(status),
        "error": failures.isEmpty
          ? nil : .string("failed: \(failures.joined(separator: ", "))"),
        "endTime": dossier.stages.compactMap { $0.failed?.ended ?? $0.end?.time }.max()
          .map(JSON.string),
      ])
    graph.link(run, "instrument", to: [workflow])
    for facts in dossier.stages {
      let lines = facts.lines + (facts.failed?.lines ?? [])
      let raw = lines.inputs.filter { dossier.pipeline.maker(of: $0.path) == nil }
      for artifact in raw { graph.link(run, "object", to: [id(of: artifact)]) }
      for output in facts.record?.outputs ?? [] {
        graph.link(run, "result", to: [id(of: Artifact(output.path, output.content))])
      }
      let numbers = dossier.numbers[facts.stage.name] ?? []
      graph.link(run, "result", to: numbers.map { "#number/\(Address.encoded($0.id))" })
    }
    let engine = graph.add(
      "#assay", ["SoftwareApplication"],
      ["name": .string("Assay"), "softwareVersion": .string(engine), "url": "#assay"])
    let organize = graph.add(
      "#orchestration", ["OrganizeAction"],
      ["name": .string("Assay \(self.engine)"), "actionStatus": .string(status)])
    graph.link(organize, "instrument", to: [engine])
    graph.link(organize, "object", to: controls)
    graph.link(organize, "result", to: [run])
    let agent = dossier.head.map { person($0) }
    for id in [run, organize] { graph.link(id, "agent", to: [agent].compactMap(\.self)) }
    graph.link(Self.root, "mentions", to: [run] + actions + [organize])
  }
}

// MARK: - Slots

extension RunCrate {
  /// What the inputs and outputs of a stage are slots of: its tool.
  private mutating func slotOwner(_ facts: StageFacts, _ lines: [ManifestLine]) -> String {
    tool(of: facts, lines)
  }

  private mutating func slot(ofInput path: String, of facts: StageFacts) -> String {
    let inputs = facts.stage.inputs
    let index = inputs.firstIndex { $0.pattern.covers(path) }
    let isInstance = facts.stage.name != facts.stage.family
    let name =
      index.map { index in
        inputs[index].name ?? (isInstance ? "input \(index + 1)" : inputs[index].pattern.text)
      } ?? "read undeclared"
    return slot(facts.stage.family, "in", name)
  }

  private mutating func slot(ofOutput path: String, of facts: StageFacts) -> String {
    let outputs = facts.stage.outputs
    let index = outputs.firstIndex { $0.path == path }
    let isInstance = facts.stage.name != facts.stage.family
    let name =
      index.map { outputs[$0].name ?? (isInstance ? "output \($0 + 1)" : path) } ?? path
    return slot(facts.stage.family, "out", name)
  }

  private mutating func slot(_ family: String, _ side: String, _ name: String) -> String {
    graph.add(
      "#slot/\(Address.encoded(family))/\(side)/\(Address.encoded(name))", ["FormalParameter"],
      ["name": .string("\(family): \(name)")])
  }

  private mutating func fit(_ id: String, into slot: String, _ kind: Content.Kind) {
    graph.add(slot, [], ["additionalType": kind == .folder ? "Dataset" : "File"])
    graph.link(id, "exampleOfWork", to: [slot])
    graph.link(slot, "workExample", to: [id])
  }
}

extension NumberClass {
  /// What the class says.
  var meaning: String {
    switch self {
    case .transcribed: "a printed value typed in"
    case .recalculated: "calculated again from printed values"
    case .simulated:
      "has a synthetic input: the method recovers a value put in, evidence of nothing else"
    case .measured: "all raw data measured"
    case .digitized: "read off a printed figure"
    case .assumed: "rests on something nobody published or measured"
    case .unknown: "rests on data whose origin nobody declared"
    }
  }
}
