// Joining the origins of everything a number rests on.

import Host
import Pipeline
import Quantity
import Store

extension Audit {
  /// What a step rests on by itself.
  mutating func ground(of step: Step) throws -> Ground {
    var ground = Ground()
    switch step.source {
    case .cell(let cell):
      if let known = cellGrounds[cell.path] { return known }
      ground = try dataGround(of: cell.path, isFolder: false)
      ground.isTranscript = true
      cellGrounds[cell.path] = ground
    case .parameter: ground.given = [.assumed]
    case .constant(_, let reference): ground.given = [reference == nil ? .assumed : .published]
    case .number(let id, _):
      if let (stage, name) = reference(id), let other = replay(of: stage.id)?.ground(of: name) {
        ground = other
      }
    case .exact, .operation, .procedure: break
    }
    return ground
  }

  /// What stands behind a stage's word: all of its data, for nobody says which a value used.
  mutating func statement(of record: Record) throws -> Statement {
    var statement = Statement()
    var inputs = RecordedInputs(of: record)
    for line in inputs.lines where !pipeline.isCode(line.path) {
      statement.ground.join(try dataGround(of: line.path, isFolder: line.kind == .folder))
      if let staleness = try staleness(of: line, in: &inputs) {
        statement.check = .stale(staleness)
        statement.ground.isStale = true
      }
    }
    return statement
  }

  /// What happened to an input since; where another stage's output is not on disk, the record of
  /// that stage says what it would be.
  private mutating func staleness(
    of line: RecordedInputs.Line, in inputs: inout RecordedInputs
  ) throws -> Staleness? {
    let staleness = try inputs.staleness(of: line)
    guard case .missing = staleness, let maker = pipeline.maker(of: line.path),
      case .held(let holding) = try standing(of: maker)
    else { return staleness }
    return holding.made(line) ? nil : .changed(path: line.path)
  }

  /// What a data file rests on: its origin, or the data of the stages that made it.
  mutating func dataGround(of path: String, isFolder: Bool) throws -> Ground {
    var ground = Ground()
    var seen: Set<StageID> = []
    var pending = [(path: path, isFolder: isFolder)]
    while let next = pending.popLast() {
      guard let maker = pipeline.maker(of: next.path) else {
        ground.data.formUnion(try declared(next.path, isFolder: next.isFolder))
        continue
      }
      guard !pipeline[maker].isMachine, seen.insert(maker).inserted else { continue }
      if let replay = replay(of: maker), replay.holding.record.numbers?.path == next.path {
        for outcome in replay.outcomes { ground.join(outcome.ground) }
        continue
      }
      guard let record = try? Records.read(pipeline[maker].name, isMachine: false) else {
        ground.data.insert(.unknown)
        continue
      }
      pending += RecordedInputs(of: record).lines.filter { !pipeline.isCode($0.path) }
        .map { ($0.path, $0.kind == .folder) }
    }
    return ground
  }

  /// The origins of a file, or of all files in a folder, that no stage makes.
  private mutating func declared(_ path: String, isFolder: Bool) throws -> Set<Origin> {
    guard isFolder, try Files.status(path)?.kind == .folder else {
      return [try origins.origin(of: path)]
    }
    var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
    var found: Set<Origin> = []
    for entry in try disk.tree(of: path, as: .input).entries {
      let file = "\(path)/\(entry.name)"
      if case .file = entry.item, !pipeline.isCode(file) {
        found.insert(try origins.origin(of: file))
      }
    }
    return found
  }
}
