import Pipeline
import Quantity
import Store

/// Why numbers differ between two snapshots: through derivations and other stages' numbers to the
/// cells, parameters, code and tools that differ.
///
/// Stages are to be explained in the order of the pipeline, so that what another stage's number
/// rests on is known when it is asked for.
struct Causes {
  private let old: Snapshot
  private let new: Snapshot
  /// The paths whose files differ, as git sees it.
  private let changed: Set<String>
  /// Those of them that are not committed.
  private let uncommitted: Set<String>
  private var tables: [String: TableChange?] = [:]
  private var dialects: [String: String] = [:]
  /// What a stage does with its data, as far as it differs.
  private var machineries: [String: Set<Cause>] = [:]
  /// The data of a stage that differ.
  private var data: [String: Set<String>] = [:]
  /// Why a stage's results differ, when nothing is known of single numbers.
  private var stages: [String: Set<Cause>] = [:]
  /// Why numbers differ, by their ids.
  private var numbers: [String: Set<Cause>] = [:]

  /// With more changed cells than these a file counts as a whole.
  private static let mostCells = 6

  init(
    from old: Snapshot, to new: Snapshot, changed: Set<String>, uncommitted: Set<String>
  ) {
    self.old = old
    self.new = new
    self.changed = changed
    self.uncommitted = uncommitted
  }
}

// MARK: - Stages

extension Causes {
  /// Finds out why the results of a stage may differ.
  mutating func explain(stage: String) {
    guard let before = old.records[stage] else {
      stages[stage] = [.stage(name: name(of: stage, missingIn: old), .new)]
      return
    }
    guard let after = new.records[stage] else {
      stages[stage] = [.stage(name: name(of: stage, missingIn: new), .gone)]
      return
    }
    let difference = StageDifference(from: before, to: after)
    noteDialects(of: stage)
    var machinery = Set(difference.causes(of: stage))
    for program in difference.programs {
      machinery.formUnion(causes(ofProgram: program, of: stage))
    }
    var others: Set<Cause> = []
    for input in difference.inputs {
      if let maker = maker(of: input.path) {
        others.formUnion(maker.isMachine ? [] : stages[maker.name] ?? [])
      } else {
        for path in paths(of: input) {
          if new.pipeline.isCode(path) {
            machinery.insert(.code(path: path, state(of: path)))
          } else {
            data[stage, default: []].insert(path)
            others.formUnion(causes(ofFile: path) { _, _ in true })
          }
        }
      }
    }
    machineries[stage] = machinery
    let all = machinery.union(others)
    stages[stage] = all.isEmpty ? [.nothing(stage: stage)] : all
  }

  /// The family of a stage of which no instance is there, else the stage itself.
  private func name(of stage: String, missingIn snapshot: Snapshot) -> String {
    let family = StageDifference.family(of: stage)
    return snapshot.records.keys.contains { StageDifference.family(of: $0) == family }
      ? stage : family
  }

  private func maker(of path: String) -> Stage? { new.maker(of: path) ?? old.maker(of: path) }

  /// The files of an input: of a folder those that differ.
  private func paths(of input: StageDifference.Input) -> [String] {
    guard input.kind == .folder else { return [input.path] }
    let within = changed.filter { ProjectPath.lies($0, in: input.path) }.sorted()
    return within.isEmpty ? [input.path] : within
  }

  /// The code that a program was made from, as far as it differs: less what lies in a folder named as
  /// another program of the same stage, and what was edited after the record had been committed.
  private func causes(ofProgram path: String, of stage: String) -> [Cause] {
    guard let maker = maker(of: path) else { return [.program(path: path)] }
    func name(_ path: String) -> Substring { ProjectPath.names(of: path).last ?? "" }
    let others = Set(maker.outputs.map { name($0.path) }).subtracting([name(path)])
    let isRecorded = !uncommitted.contains(Layout.record(of: stage, isMachine: false))
    let code = (isRecorded ? changed.subtracting(uncommitted) : changed).filter { file in
      maker.inputs.contains { $0.pattern.covers(file) }
        && others.isDisjoint(with: ProjectPath.names(of: file).dropLast())
    }
    return code.isEmpty ? [.program(path: path)] : code.map { .code(path: $0, state(of: $0)) }
  }

  private func state(of path: String) -> Cause.State {
    let before = (try? old.files.bytes(of: path)) ?? nil
    let now = (try? new.files.bytes(of: path)) ?? nil
    if before == nil, now == nil || !changed.contains(path) { return .outside }
    return before == nil ? .new : now == nil ? .gone : changed.contains(path) ? .changed : .before
  }
}

// MARK: - Files

extension Causes {
  /// How the files of cells were split, as the derivations of a stage say.
  private mutating func noteDialects(of stage: String) {
    for step in new.numbers(of: stage)?.steps ?? [] {
      if case .cell(let cell) = step.source, let dialect = cell.dialect {
        dialects[cell.path] = dialect
      }
    }
  }

  private mutating func table(_ path: String) -> TableChange? {
    if let known = tables[path] { return known }
    var table: TableChange?
    if let before = try? old.files.bytes(of: path), let now = try? new.files.bytes(of: path) {
      table = TableChange(from: before, to: now, dialect: dialects[path])
    }
    tables[path] = .some(table)
    return table
  }

  /// The cells of a data file that differ and are meant, or the file when they are too many; nothing
  /// when none of those that differ is meant.
  private mutating func causes(
    ofFile path: String, _ isMeant: (TableChange.Change, _ isTable: Bool) -> Bool
  ) -> [Cause] {
    guard let table = table(path), !table.changes.isEmpty else {
      return [.file(path: path, state(of: path), cells: nil)]
    }
    let meant = table.changes.filter { isMeant($0, table.isTable) }
    guard meant.count > Self.mostCells else { return meant.map { .cell(path: path, $0) } }
    return [.file(path: path, .changed, cells: table.changes.count)]
  }
}

// MARK: - Numbers

extension Causes {
  /// Why a number differs; its stage and those before it were explained.
  mutating func explain(_ change: NumberChange) -> Set<Cause> {
    var causes = leaves(of: change)
    if causes.isEmpty, change.difference == nil {
      // Another definition, or another list of numbers, is what the code makes of the same data.
      causes = machineries[change.stage] ?? []
    }
    if causes.isEmpty { causes = stages[change.stage] ?? [.nothing(stage: change.stage)] }
    numbers[change.id] = causes
    return causes
  }

  /// What differs among the leaves of a number's derivation; nothing when it has none in one of the
  /// snapshots, or when none differs.
  private mutating func leaves(of change: NumberChange) -> Set<Cause> {
    guard let before = change.old?.step, let after = change.new?.step,
      let one = old.numbers(of: change.stage), let other = new.numbers(of: change.stage)
    else { return [] }
    let (first, second) = (Shape(of: before, in: one.steps), Shape(of: after, in: other.steps))
    var causes: Set<Cause> = []
    if first.tokens == second.tokens {
      for (one, other) in zip(first.leaves, second.leaves) where !one.says(other) {
        causes.formUnion(self.causes(from: one, to: other, in: change.stage))
      }
    } else {
      causes = machineries[change.stage] ?? []
      for path in Set((first.leaves + second.leaves).flatMap(\.files))
      where isData(path, of: change.stage) {
        causes.formUnion(
          self.causes(ofFile: path) { change, isTable in
            first.leaves.contains { $0.reaches(change.old, of: path, isTable) }
              || second.leaves.contains { $0.reaches(change.new, of: path, isTable) }
          })
      }
      let taken = Dictionary(
        first.leaves.compactMap { leaf in leaf.number.map { ($0, leaf) } }
      ) { one, _ in one }
      for leaf in second.leaves {
        guard let id = leaf.number, let earlier = taken[id], !earlier.says(leaf) else { continue }
        causes.formUnion(self.causes(from: earlier, to: leaf, in: change.stage))
      }
    }
    return causes
  }

  /// Whether a path is data of a stage, by itself or in a folder, that differs.
  private func isData(_ path: String, of stage: String) -> Bool {
    data[stage]?.contains { $0 == path || ProjectPath.lies(path, in: $0) } ?? false
  }

  /// Why a leaf says something else, where the formula is the same.
  private mutating func causes(from one: Step, to other: Step, in stage: String) -> Set<Cause> {
    let machinery = machineries[stage] ?? []
    switch (one.source, other.source) {
    case (.cell(let before), .cell(let after)):
      guard isData(after.path, of: stage) else { return machinery.union(made(after.path)) }
      let found = table(after.path)?.changes.first {
        $0.new?.line == after.line && $0.new?.column == after.column
      }
      let change =
        found
        ?? TableChange.Change(
          row: nil, heading: nil, old: .init(before), new: .init(after))
      return [.cell(path: after.path, change)]
    case (.parameter(let name, let before), .parameter(_, let after)):
      return [
        .parameter(
          name: name, old: before ?? one.operand.words, new: after ?? other.operand.words)
      ]
    case (.constant(let name, _), .constant):
      return machinery.union([
        .constant(
          name: name, stage: stage, old: one.operand.words, new: other.operand.words)
      ])
    case (.number(let id, _), .number):
      return numbers[id]
        ?? [.number(id: id, old: one.operand.words, new: other.operand.words)]
    case (.procedure(let before), .procedure(let after)):
      return machinery.union(ranges(before, after, in: stage))
    default: return machinery
    }
  }

  /// Why a file that another stage made says something else.
  private func made(_ path: String) -> Set<Cause> {
    maker(of: path).flatMap { stages[$0.name] } ?? []
  }

  /// The cells that differ in what procedures took in; all data of the stage where they do not say.
  private mutating func ranges(
    _ one: Procedure, _ other: Procedure, in stage: String
  ) -> Set<Cause> {
    guard !other.inputs.isEmpty else { return stages[stage] ?? [] }
    var causes: Set<Cause> = []
    for path in Set((one.inputs + other.inputs).compactMap(\.value.path)) {
      guard isData(path, of: stage) else {
        causes.formUnion(made(path))
        continue
      }
      causes.formUnion(
        self.causes(ofFile: path) { change, isTable in
          one.takes(change.old, of: path, isTable) || other.takes(change.new, of: path, isTable)
        })
    }
    return causes
  }
}

extension Step {
  fileprivate var operand: Operation.Operand { Operation.Operand(value, unit) }

  /// The number of another stage that a leaf is.
  fileprivate var number: String? { if case .number(let id, _) = source { id } else { nil } }

  /// The files that a leaf was read from.
  fileprivate var files: [String] {
    switch source {
    case .cell(let cell): [cell.path]
    case .procedure(let procedure): procedure.inputs.compactMap(\.value.path)
    default: []
    }
  }

  /// Whether a leaf was read from a place, or from a row.
  fileprivate func reaches(_ spot: TableChange.Spot?, of path: String, _ isTable: Bool) -> Bool {
    guard let spot else { return false }
    switch source {
    case .cell(let cell):
      return cell.path == path && cell.line == spot.line
        && (cell.column == spot.column || !isTable || spot.isRow)
    case .procedure(let procedure): return procedure.takes(spot, of: path, isTable)
    default: return false
    }
  }
}

extension Operation.Operand {
  fileprivate var words: String {
    Printed(value, uncertainty: nil, unit: unit).description
  }
}

extension Procedure {
  /// Whether a place is among the cells that went in.
  fileprivate func takes(_ spot: TableChange.Spot?, of path: String, _ isTable: Bool) -> Bool {
    guard let spot else { return false }
    return inputs.contains { input in
      guard case .range(path, let cells) = input.value else { return false }
      guard let block = CellBlock(path: path, corners: cells[...]) else { return true }
      return block.lines.contains(spot.line)
        && (!isTable || spot.isRow || block.columns.contains(spot.column))
    }
  }
}

extension Procedure.Input {
  fileprivate var path: String? { if case .range(let path, _) = self { path } else { nil } }
}

extension TableChange.Spot {
  fileprivate init(_ cell: Cell) {
    self.init(line: cell.line, column: cell.column, text: cell.text)
  }
}
