// Tracing one number: its steps, cells, stage and checks.

import Pipeline
import Quantity
import Store

extension Audit {
  /// The account of a number: `stage.number`, or a name that only one stage has.
  ///
  /// - Throws: `AuditError` when there is no such number or it is in doubt as a whole; a diagnostic
  ///   for a false origin.
  package mutating func account(of text: String) throws -> Account {
    let (stage, name) = try number(named: text)
    if case .doubted(let doubt, _) = try standing(of: stage.id) { throw AuditError.doubt(doubt) }
    try replay([stage.id])
    guard let replay = replay(of: stage.id), let number = replay.holding.file[name],
      let ground = replay.ground(of: name)
    else { throw AuditError.noSuchNumber(text, near: nil) }
    let walk = Walk(to: number, of: replay, in: self)
    let history = History()
    var steps = walk.steps
    try tellOrigins(of: &steps)
    Self.tellAuthors(of: &steps, history)
    var stages: [StageAccount] = []
    for holding in walk.stages {
      let data = try data(of: holding.record, history)
      stages.append(StageAccount(of: holding, data: data, in: pipeline, history))
    }
    var account = Account(
      entry: Listing.Entry(number, of: stage, on: ground), isDoubted: ground.isDoubted,
      steps: steps, findings: walk.findings, stages: stages,
      claims: try claims(stating: "\(stage.name).\(name)"))
    if tellsBudgets {
      account.budget = Result { () throws(QuantityError) in try budget(of: account) }
    }
    return account
  }

  private mutating func tellOrigins(of steps: inout [TracedStep]) throws {
    var known: [String: TracedStep.CellOrigin] = [:]
    for index in steps.indices {
      guard steps[index].isCell, case .cell(let cell) = steps[index].source else { continue }
      if known[cell.path] == nil {
        known[cell.path] = TracedStep.CellOrigin(
          origins: try dataGround(of: cell.path, isFolder: false).origins,
          reference: pipeline.source(of: cell.path)?.reference, authorship: .notAsked)
      }
      steps[index].cell = known[cell.path]
    }
  }

  /// The data a stage read, each with its origin and whoever changed it last.
  mutating func data(
    of record: Record, _ history: borrowing History
  ) throws -> [StageAccount.Data] {
    var data: [StageAccount.Data] = []
    for line in RecordedInputs(of: record).lines where !pipeline.isCode(line.path) {
      data.append(try self.data(at: line, history))
    }
    return data
  }

  /// What an input is, with its origin and whoever changed it last.
  mutating func data(
    at line: RecordedInputs.Line, _ history: borrowing History
  ) throws -> StageAccount.Data {
    let maker = pipeline.maker(of: line.path)
    let ground = try dataGround(of: line.path, isFolder: line.kind == .folder)
    return StageAccount.Data(
      path: line.path, digest: line.digest, maker: maker.map { pipeline[$0].name },
      origins: ground.origins, reference: pipeline.source(of: line.path)?.reference,
      authorship: maker == nil ? history.lastChange(of: line.path) : nil)
  }

  /// Asks git once for every file; a cell that could not be read again is not asked about.
  private static func tellAuthors(of steps: inout [TracedStep], _ history: borrowing History) {
    var asked: [String: (steps: [Int], cells: [Cell])] = [:]
    for index in steps.indices where steps[index].isCell && steps[index].check.isCurrent {
      guard case .cell(let cell) = steps[index].source else { continue }
      asked[cell.path, default: ([], [])].steps.append(index)
      asked[cell.path]?.cells.append(cell)
    }
    for (path, (indices, cells)) in asked {
      for (index, answer) in zip(indices, history.authorship(of: cells, in: path)) {
        steps[index].cell?.authorship = answer
      }
    }
  }
}

extension Check {
  /// Whether what stands there now is what was recorded, or was compared with it.
  fileprivate var isCurrent: Bool {
    switch self {
    case .stale, .failed(.notAnInput), .failed(.noCell): false
    default: true
    }
  }
}
