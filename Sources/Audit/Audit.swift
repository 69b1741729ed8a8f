import Host
package import Pipeline
import Quantity
import Store

/// The audit of a project: it reads records, numbers and raw files again and calculates again, and
/// writes nothing.
///
/// Stages are looked at in the order of the pipeline, so that a number taken from another stage
/// finds that stage done; numbers that refer to each other in a circle cannot lead it round.
package struct Audit {
  /// The pipeline of the project.
  package let pipeline: Pipeline
  private var standings: [StageID: Standing] = [:]
  private var replays: [StageID: Replay] = [:]
  /// Whether accounts are to hold the uncertainty budget of their number.
  package var tellsBudgets = false
  var origins: OriginBook
  /// What the cells of each file rest on, for the stage that is looked at.
  var cellGrounds: [String: Ground] = [:]

  /// Prepares an audit of the project in the working directory; nothing is read yet.
  package init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    origins = OriginBook(pipeline)
  }

  /// How the numbers of a stage stand.
  package mutating func standing(of id: StageID) throws -> Standing {
    if let known = standings[id] { return known }
    let standing = try Standing(of: pipeline[id])
    standings[id] = standing
    return standing
  }

  /// Looks at the numbers of stages again, and at those of all stages before them.
  mutating func replay(_ wanted: [StageID]) throws {
    var isWanted = [Bool](repeating: false, count: pipeline.stages.count)
    var pending = wanted
    while let id = pending.popLast() {
      guard !isWanted[id.index] else { continue }
      isWanted[id.index] = true
      pending += pipeline.upstream(of: id)
    }
    for id in pipeline.order where isWanted[id.index] && replays[id] == nil {
      if case .held(let holding) = try standing(of: id) { replays[id] = try replay(holding) }
    }
  }

  /// The numbers of a stage after they were looked at again; `nil` when they are not held.
  func replay(of id: StageID) -> Replay? { replays[id] }

  private mutating func replay(_ holding: Holding) throws -> Replay {
    cellGrounds = [:]
    var inputs = RecordedInputs(of: holding.record)
    let cells = try CellReading(of: holding, from: &inputs)
    var replay = Replay(of: holding)
    let stated = holding.file.isAnythingStated ? try statement(of: holding.record) : Statement()
    for step in holding.file.steps {
      if case .procedure = step.source {
        replay.note(step, stated.check, own: stated.ground)
      } else {
        let check = try cells.checks[step.id] ?? check(of: step, in: holding, inputs)
        replay.note(step, check, own: try ground(of: step))
      }
    }
    for number in holding.file.numbers { replay.note(number, stated: stated) }
    return replay
  }

  /// What becomes of a step that is no cell and no procedure.
  private mutating func check(
    of step: Step, in holding: Holding, _ inputs: RecordedInputs
  ) throws -> Check {
    switch step.source {
    case .cell, .constant, .exact, .procedure: return .given
    case .parameter(let name, let text): return Self.check(name, text, holding.record)
    case .operation:
      let disagreement = Recalculation.disagreement(of: step, in: holding.file.steps)
      return disagreement.map(Check.failed) ?? .recomputed
    case .number(let id, _): return try check(of: step, number: id, inputs)
    }
  }

  /// A parameter of the pipeline must have the text that the record names; one of the stage's own
  /// is taken as it is.
  private static func check(_ name: String, _ text: String?, _ record: Record) -> Check {
    let line = record.project.first { $0.kind == .parameter && $0.fields.dropFirst().first == name }
    guard let text, let line, let recorded = line.fields.last, recorded != text else {
      return .given
    }
    return .failed(.parameter(recorded: recorded, found: text))
  }

  /// The number of another stage must stand there as this stage took it.
  private mutating func check(
    of step: Step, number id: String, _ inputs: RecordedInputs
  ) throws -> Check {
    guard let (other, name) = reference(id) else { return .failed(.noSuchNumber(id: id)) }
    let holding: Holding
    switch try standing(of: other.id) {
    case .silent: return .failed(.noSuchNumber(id: id))
    case .neverRun: return .stale(.neverRun(stage: other.name))
    case .doubted: return .stale(.doubted(stage: other.name))
    case .held(let held): holding = held
    }
    let path = holding.record.numbers?.path ?? holding.path
    guard let line = inputs.line(covering: path), replays[other.id] != nil else {
      return .failed(.notAnInput(path: path))
    }
    guard holding.made(line) else { return .stale(.changed(path: line.path)) }
    guard let number = holding.file[name] else { return .failed(.noSuchNumber(id: id)) }
    return Self.disagreement(of: step, with: number, id).map(Check.failed) ?? .linked
  }

  /// How a number was taken otherwise than it stands; uncertainties only where one was taken along.
  private static func disagreement(
    of step: Step, with number: Number, _ id: String
  ) -> Disagreement? {
    let taken = Operation.Operand(step.value, step.unit)
    let found = Operation.Operand(number.value, number.unit)
    guard (try? Recalculation.areEqual(taken, found)) ?? false else {
      return .otherNumber(id: id, recorded: taken, found: found)
    }
    guard let stated = step.uncertainty?.standard, step.unit == number.unit else { return nil }
    let own = number.uncertainty?.standard
    return own.map { Agreement.holds(stated, $0) } ?? false
      ? nil : .otherUncertainty(id: id, recorded: stated, found: own, step.unit)
  }

  /// The stage and the name in the id of a number; `nil` when there is no such stage.
  func reference(_ id: String) -> (stage: Stage, name: String)? {
    guard let dot = id.lastIndex(of: "."), let stage = pipeline.stage(named: String(id[..<dot]))
    else { return nil }
    return (stage, String(id[id.index(after: dot)...]))
  }
}

extension NumbersFile {
  /// Whether for something in the file only the stage's word stands.
  fileprivate var isAnythingStated: Bool {
    numbers.contains { $0.step == nil }
      || steps.contains { if case .procedure = $0.source { true } else { false } }
  }
}
