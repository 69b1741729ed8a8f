import Pipeline
import Quantity
import Store

/// In which ways a number rests on something; several ways may lead there.
package struct Ways: OptionSet, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// By arithmetic alone, which was recomputed.
  package static let arithmetic = Ways(rawValue: 1)
  /// Through a procedure that names what it took in; only its stage says so.
  package static let procedure = Ways(rawValue: 2)
  /// Its stage read it, and does not say for what.
  package static let stage = Ways(rawValue: 4)
  /// It is code of its stage.
  package static let code = Ways(rawValue: 8)
  /// It is the stage's, or the number itself.
  package static let itself = Ways(rawValue: 16)
}

/// What rests on a subject, found by one sweep over the stages in their order.
struct Reaching {
  private let audit: Audit
  private let subject: Subject
  /// How stages rest on it as a whole: by what they read, or through what other stages made.
  private(set) var stages: [StageID: Ways] = [:]
  /// The stages that read it themselves.
  private(set) var readers: Set<StageID> = []
  /// How numbers rest on it, by stage and name.
  private(set) var numbers: [StageID: [String: Ways]] = [:]
  /// The stages of which nothing is recorded.
  private(set) var unknown: [StageID] = []

  /// The stages were looked at again before.
  init(_ subject: Subject, in audit: Audit) {
    self.audit = audit
    self.subject = subject
    for id in audit.pipeline.order { look(at: id) }
  }

  private mutating func look(at id: StageID) {
    let stage = audit.pipeline[id]
    let record =
      audit.replay(of: id)?.holding.record
      ?? ((try? Records.read(stage.name, isMachine: stage.isMachine)) ?? nil)
    guard let record else {
      unknown.append(id)
      return
    }
    let own = own(of: stage, record)
    if !own.isEmpty, own != .itself { readers.insert(id) }
    let makers = RecordedInputs(of: record).lines.compactMap { audit.pipeline.maker(of: $0.path) }
    let above = Set(makers).filter { $0 != id && stages[$0] != nil }
    let reach = above.isEmpty ? own : own.union(.stage)
    guard !reach.isEmpty else { return }
    stages[id] = reach
    guard let replay = audit.replay(of: id) else { return }
    let file = replay.holding.file
    look(at: file, of: stage, reach, unsaid: isUnsaid(in: file, own, above) ? .stage : [])
  }

  /// Whether a stage read what is meant, or what another stage made of it, and no step of its numbers
  /// names that: then it may have gone into any procedure.
  private func isUnsaid(in file: NumbersFile, _ own: Ways, _ above: Set<StageID>) -> Bool {
    var taken: Set<StageID> = []
    for case .number(let id, _) in file.steps.map(\.source) {
      if let (stage, _) = audit.reference(id) { taken.insert(stage.id) }
    }
    return own.contains(.stage) && !file.steps.contains(where: subject.isNamed)
      || !above.isSubset(of: taken)
  }

  /// How a stage rests on it by itself.
  private func own(of stage: Stage, _ record: Record) -> Ways {
    var reach: Ways = []
    for line in RecordedInputs(of: record).lines
    where subject.covers(line.path, isFolder: line.kind == .folder) {
      reach.insert(audit.pipeline.isCode(line.path) ? .code : .stage)
    }
    for line in record.machine ?? [] where line.kind == .program && line.fields.count > 1 {
      if isCode(ofProgram: line.fields[1]) { reach.insert(.code) }
    }
    switch subject {
    case .parameters(let names):
      let isGiven = record.project.contains {
        $0.kind == .parameter && $0.fields.count > 1 && names.contains($0.fields[1])
      }
      if isGiven { reach.insert(.stage) }
    case .stages(let ids): if ids.contains(stage.id) { reach.insert(.itself) }
    case .number(stage.id, _): reach.insert(.itself)
    case .files, .cells, .number: break
    }
    return reach
  }

  /// Whether a program was made from a file that is meant: one that does not lie in a folder named as
  /// another program of the same stage.
  private func isCode(ofProgram path: String) -> Bool {
    guard let maker = audit.pipeline.maker(of: path).map({ audit.pipeline[$0] }) else {
      return subject.covers(path, isFolder: false)
    }
    func name(_ path: String) -> Substring { ProjectPath.names(of: path).last ?? "" }
    let others = Set(maker.outputs.map { name($0.path) }).subtracting([name(path)])
    if subject.covers(path, isFolder: false) { return true }
    guard let record = (try? Records.read(maker.name, isMachine: maker.isMachine)) ?? nil else {
      // Programs of a machine have no committed record: in a clone their stage's own words count.
      return maker.inputs.contains { subject.meets($0.pattern, beside: others) }
    }
    return RecordedInputs(of: record).lines.contains { line in
      subject.covers(line.path, isFolder: line.kind == .folder)
        && others.isDisjoint(with: ProjectPath.names(of: line.path).dropLast())
    }
  }

  private mutating func look(
    at file: NumbersFile, of stage: Stage, _ reach: Ways, unsaid: Ways
  ) {
    var steps: [Ways] = []
    steps.reserveCapacity(file.steps.count)
    for step in file.steps {
      var own = self.reach(of: step, unsaid, reach.intersection(.stage))
      for input in step.inputs {
        let below = steps[input.index]
        if case .procedure = step.source, below.contains(.arithmetic) {
          own.formUnion(below.subtracting(.arithmetic).union(.procedure))
        } else {
          own.formUnion(below)
        }
      }
      steps.append(own)
    }
    // Code, and the stage itself, stand behind all that it says.
    let all = reach.intersection([.code, .itself])
    var found: [String: Ways] = [:]
    for number in file.numbers {
      var own = number.step.map { steps[$0.index] } ?? reach
      if case .number(stage.id, let name) = subject {
        own = number.name == name ? .itself : []
      } else {
        own.formUnion(all)
      }
      if !own.isEmpty { found[number.name] = own }
    }
    if !found.isEmpty { numbers[stage.id] = found }
  }

  /// How a step rests on it by itself.
  private func reach(of step: Step, _ unsaid: Ways, _ stage: Ways) -> Ways {
    switch step.source {
    case .cell, .parameter: return subject.isLeaf(step.source) ? .arithmetic : []
    case .number(let id, _):
      guard let (stage, name) = audit.reference(id) else { return [] }
      let reach = numbers[stage.id]?[name] ?? []
      // To rest on a number of that stage is what was asked.
      return reach.contains(.itself) ? reach.subtracting(.itself).union(.arithmetic) : reach
    case .procedure(let procedure):
      if subject.isTaken(by: procedure) { return .procedure }
      return procedure.inputs.isEmpty ? stage : unsaid
    case .constant, .exact, .operation: return []
    }
  }
}
