import Pipeline
import Quantity

/// What a question is about: stages, or numbers of stages.
struct Selection {
  /// The stages, in the order of the file.
  let stages: [StageID]
  /// The numbers asked for by name; all of a stage that does not stand here.
  private let numbers: [StageID: Set<String>]

  /// Finds out what names mean; without names everything is meant.
  init(_ names: [String], in audit: inout Audit) throws {
    guard !names.isEmpty else {
      stages = audit.pipeline.stages.map(\.id)
      numbers = [:]
      return
    }
    var whole: Set<StageID> = []
    var some: [StageID: Set<String>] = [:]
    for name in names {
      if let stage = audit.pipeline.stage(named: name) {
        if stage.numbers == nil { throw AuditError.silent(stage: name) }
        whole.insert(stage.id)
      } else {
        let (stage, number) = try audit.number(named: name, orStage: true)
        some[stage.id, default: []].insert(number)
      }
    }
    for id in whole { some[id] = nil }
    stages = whole.union(some.keys).sorted()
    numbers = some
  }

  func contains(_ number: String, of stage: StageID) -> Bool {
    numbers[stage]?.contains(number) ?? true
  }
}

extension Audit {
  /// The stage and the name that are meant by `stage.number`, or by a name that only one stage has.
  ///
  /// Where a stage would do as well, its name may be the one that was meant.
  mutating func number(
    named text: String, orStage: Bool = false
  ) throws -> (stage: Stage, name: String) {
    if let (stage, name) = reference(text) {
      guard stage.numbers != nil else { throw AuditError.silent(stage: stage.name) }
      switch try standing(of: stage.id) {
      case .neverRun: throw AuditError.neverRun(stage: stage.name)
      case .doubted(_, let names) where names.isEmpty || names.contains(name): return (stage, name)
      case .held(let holding) where holding.file[name] != nil: return (stage, name)
      case .silent, .doubted, .held: break
      }
    }
    let all = try allNumbers()
    let found = all.filter { $0.name == text }
    if let number = found.first, found.count == 1 { return number }
    if found.count > 1 {
      throw AuditError.ambiguous(text, ids: found.map { "\($0.stage.name).\($0.name)" })
    }
    let words = all.map { text.contains(".") ? "\($0.stage.name).\($0.name)" : $0.name }
    let stages = orStage ? pipeline.stages.map(\.name) : []
    throw AuditError.noSuchNumber(text, near: Nearest.word(to: text, among: words + stages))
  }

  /// Every number that a record knows, in the order of the pipeline.
  private mutating func allNumbers() throws -> [(stage: Stage, name: String)] {
    var all: [(stage: Stage, name: String)] = []
    for stage in pipeline.stages {
      switch try standing(of: stage.id) {
      case .silent, .neverRun: break
      case .doubted(_, let names): all += names.map { (stage, $0) }
      case .held(let holding): all += holding.file.numbers.map { (stage, $0.name) }
      }
    }
    return all
  }
}
