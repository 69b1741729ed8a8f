package import Store

/// What made numbers differ between two revisions.
package enum Cause: Hashable, Sendable {
  /// What became of a file.
  package enum State: String, Hashable, Sendable {
    /// It has other bytes.
    case changed
    /// It was not there before.
    case new
    /// It is not there any more.
    case gone
    /// The same bytes stood there at both moments, but the earlier record is of others.
    case before
    /// The records name other bytes, but git has none: it is ignored, or lies elsewhere.
    case outside
  }

  /// A cell of a data file, or a row of it.
  case cell(path: String, TableChange.Change)
  /// A data file as a whole: no table, or so many of its cells.
  case file(path: String, State, cells: Int?)
  /// A file of code.
  case code(path: String, State)
  /// A program that was made anew from the same code.
  case program(path: String)
  /// A parameter with other text; `nil` where the stage was not given it.
  case parameter(name: String, old: String?, new: String?)
  /// A constant that stands in the code of a stage.
  case constant(name: String, stage: String, old: String, new: String)
  /// The command of a stage or a family, beyond what its parameters put into it: the words that differ.
  case command(stage: String, old: String, new: String)
  /// What else the records say of the surroundings: tools, the machine, packages, variables.
  case surroundings(Change)
  /// A stage, or all of one family, is new or gone.
  case stage(name: String, State)
  /// A number of another stage, which was taken as it was before that stage ran again.
  case number(id: String, old: String, new: String)
  /// Nothing that the records name: by the same recipe came another number.
  case nothing(stage: String)
}

extension Cause {
  /// Data first, then what people chose, code, and what surrounds it; each by name.
  var order: (rank: Int, name: String) {
    switch self {
    case .cell(let path, let change):
      (0, "\(path) \(Self.padded(change.new?.line ?? change.old?.line ?? 0))")
    case .file(let path, _, _): (1, path)
    case .parameter(let name, _, _): (2, name)
    case .constant(let name, let stage, _, _): (3, "\(stage) \(name)")
    case .command(let stage, _, _): (4, stage)
    case .code(let path, _): (5, path)
    case .program(let path): (6, path)
    case .surroundings(let change): (7, change.what)
    case .stage(let name, _): (8, name)
    case .number(let id, _, _): (9, id)
    case .nothing(let stage): (10, stage)
    }
  }

  private static func padded(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 9 - "\(number)".count)) + "\(number)"
  }
}
