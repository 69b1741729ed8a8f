import Git
import Pipeline
import Quantity
import Store

/// What of the raw data some numbers rest on, gathered from their derivations.
struct Reach {
  /// What of one file is used.
  struct Use {
    var spots: Set<Spot> = []
    var ranges: Set<CellRange> = []
    /// The stages that tell of no cells, so that all of the file counts as used.
    var takenWholeBy: Set<String> = []

    /// Whether anything rests on a cell.
    func holds(_ spot: Spot) -> Bool {
      spots.contains(spot) || ranges.contains { $0.contains(spot) }
    }
  }

  /// By the paths of the files.
  private(set) var uses: [String: Use] = [:]
  /// The stages whose numbers are not there to be followed.
  private(set) var untold: Set<String> = []

  private enum Node: Hashable {
    case number(StageID, String)
    case step(StageID, Int)
    case whole(StageID)
  }

  private var pending: [Node] = []
  private var seen: Set<Node> = []

  /// Follows numbers, and cells that a manuscript states as they are.
  init(
    of numbers: [(stage: StageID, name: String)], _ blocks: [CellBlock], in audit: inout Audit
  ) throws {
    for number in numbers { visit(.number(number.stage, number.name)) }
    for block in blocks {
      for line in block.lines {
        for column in block.columns {
          use(block.path) { $0.spots.insert(Spot(line: line, column: column)) }
        }
      }
    }
    for path in audit.pipeline.contents.keys where audit.pipeline.source(of: path) != nil {
      use(path) { $0.takenWholeBy.insert("the pipeline") }
    }
    while let node = pending.popLast() { try follow(node, in: &audit) }
  }

  private mutating func visit(_ node: Node) {
    if seen.insert(node).inserted { pending.append(node) }
  }

  private mutating func use(_ path: String, _ change: (inout Use) -> Void) {
    change(&uses[path, default: Use()])
  }

  private mutating func follow(_ node: Node, in audit: inout Audit) throws {
    switch node {
    case .number(let id, let name):
      guard case .held(let holding) = try audit.standing(of: id), let number = holding.file[name]
      else {
        untold.insert(audit.pipeline[id].name)
        return
      }
      visit(number.step.map { .step(id, $0.index) } ?? .whole(id))
    case .step(let id, let index):
      guard case .held(let holding) = try audit.standing(of: id) else { return }
      try follow(holding.file.steps[index], of: id, in: &audit)
    case .whole(let id): try takeWhole(id, in: &audit)
    }
  }

  private mutating func follow(_ step: Step, of id: StageID, in audit: inout Audit) throws {
    for input in step.inputs { visit(.step(id, input.index)) }
    switch step.source {
    case .cell(let cell):
      try note(cell.path, in: &audit) {
        $0.spots.insert(Spot(line: cell.line, column: cell.column))
      }
    case .number(let name, _):
      if let (stage, number) = audit.reference(name) { visit(.number(stage.id, number)) }
    case .procedure(let procedure):
      if procedure.inputs.isEmpty { visit(.whole(id)) }
      let stage = audit.pipeline[id].name
      for case .range(let path, let cells) in procedure.inputs.map(\.value) {
        let ranges = CellRange.list(cells)
        try note(path, in: &audit) { use in
          if let ranges { use.ranges.formUnion(ranges) } else { use.takenWholeBy.insert(stage) }
        }
      }
    case .parameter, .constant, .exact, .operation: break
    }
  }

  /// A cell of what another stage made rests on all that this stage read, or on its numbers.
  private mutating func note(
    _ path: String, in audit: inout Audit, _ change: (inout Use) -> Void
  ) throws {
    guard let maker = audit.pipeline.maker(of: path) else { return use(path, change) }
    try takeOutput(path, of: maker, in: &audit)
  }

  private mutating func takeOutput(
    _ path: String, of maker: StageID, in audit: inout Audit
  ) throws {
    guard !audit.pipeline[maker].isMachine else { return }
    if case .held(let holding) = try audit.standing(of: maker),
      holding.record.numbers?.path == path
    {
      for number in holding.file.numbers { visit(.number(maker, number.name)) }
    } else {
      visit(.whole(maker))
    }
  }

  /// All data that a stage read.
  private mutating func takeWhole(_ id: StageID, in audit: inout Audit) throws {
    let stage = audit.pipeline[id]
    guard let record = try? Records.read(stage.name, isMachine: stage.isMachine) else {
      untold.insert(stage.name)
      return
    }
    for line in RecordedInputs(of: record).lines where !audit.pipeline.isCode(line.path) {
      if let maker = audit.pipeline.maker(of: line.path) {
        try takeOutput(line.path, of: maker, in: &audit)
      } else {
        use(line.path) { $0.takenWholeBy.insert(stage.name) }
      }
    }
  }

  /// What is used of a file: by its own path, or by that of a folder it lies in.
  func use(of path: String) -> Use? {
    var use = uses[path]
    for (folder, other) in uses where ProjectPath.lies(path, in: folder) {
      use = use ?? Use()
      use?.takenWholeBy.formUnion(other.takenWholeBy)
    }
    return use
  }
}
