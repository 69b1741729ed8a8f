package import Pipeline
import Quantity

/// What is asked of what rests on it: files, a part of one, parameters, stages, a number.
package enum Subject: Sendable {
  /// A file, a folder or a glob.
  case files(PathPattern)
  /// Lines of a file, all their fields or some of them.
  case cells(path: String, lines: ClosedRange<Int>, columns: ClosedRange<Int>?)
  /// A parameter, or all below a name.
  case parameters([String])
  /// A stage, or all instances of one.
  case stages([StageID])
  /// A number of a stage.
  case number(StageID, name: String)
}

extension Subject {
  /// Whether a path is meant, or one in it: of a folder any file.
  func covers(_ path: String, isFolder: Bool) -> Bool {
    switch self {
    case .files(let pattern):
      if pattern.covers(path) { return true }
      guard isFolder else { return false }
      if case .path(let own, _) = pattern { return ProjectPath.lies(own, in: path) }
      if case .glob(let glob) = pattern { return glob.couldMatch(beneath: path) }
      return false
    case .cells(let own, _, _): return own == path || isFolder && ProjectPath.lies(own, in: path)
    case .parameters, .stages, .number: return false
    }
  }

  /// Whether files that are meant may be among those of an input; not those in a folder of one of
  /// some names.
  func meets(_ input: PathPattern, beside names: Set<Substring>) -> Bool {
    let (own, isGlob): (String, Bool)
    switch self {
    case .files(.path(let path, _)), .cells(let path, _, _): (own, isGlob) = (path, false)
    case .files(.glob(let glob)): (own, isGlob) = (glob.base, true)
    case .parameters, .stages, .number: return false
    }
    guard names.isDisjoint(with: ProjectPath.names(of: own).dropLast(isGlob ? 0 : 1)) else {
      return false
    }
    let base = if case .glob(let glob) = input { glob.base } else { input.text }
    return input.covers(own) || base == own || ProjectPath.lies(base, in: own)
      || isGlob && (own.isEmpty || ProjectPath.lies(own, in: base))
  }

  /// Whether a leaf of a derivation is meant.
  func isLeaf(_ source: Step.Source?) -> Bool {
    switch (self, source) {
    case (.files(let pattern), .cell(let cell)): pattern.covers(cell.path)
    case (.cells(let path, let lines, let columns), .cell(let cell)):
      cell.path == path && lines.contains(cell.line) && columns?.contains(cell.column) ?? true
    case (.parameters(let names), .parameter(let name, _)): names.contains(name)
    default: false
    }
  }

  /// Whether a step names what is meant, or the file that it lies in.
  func isNamed(by step: Step) -> Bool {
    switch (self, step.source) {
    case (.cells(let path, _, _), .cell(let cell)): return cell.path == path
    case (.cells(let path, _, _), .procedure(let procedure)):
      return procedure.inputs.contains {
        if case .range(path, _) = $0.value { true } else { false }
      }
    case (_, .procedure(let procedure)): return isTaken(by: procedure)
    default: return isLeaf(step.source)
    }
  }

  /// Whether a procedure took in something that is meant.
  func isTaken(by procedure: Procedure) -> Bool {
    procedure.inputs.contains { input in
      guard case .range(let path, let cells) = input.value else { return false }
      switch self {
      case .files(let pattern): return pattern.covers(path)
      case .cells(path, let lines, let columns):
        guard let block = CellBlock(path: path, corners: cells[...]) else { return true }
        return block.lines.overlaps(lines) && columns.map(block.columns.overlaps) ?? true
      default: return false
      }
    }
  }
}
