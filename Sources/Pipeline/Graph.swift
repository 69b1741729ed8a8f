import YAML

/// Links stages by what they make and read, and orders them.
struct Graph {
  private(set) var stages: [Stage]
  private(set) var order: [StageID] = []
  let outputs: OutputTable
  /// For each stage, the input that leads to each stage upstream.
  private var links: [[StageID: Input]] = []

  /// Approach: one table of all outputs; inputs that lie inside an output tell that it is a folder;
  /// then each input is looked up in the table; then a walk upstream gives the order or a ring.
  init(_ stages: [Stage]) throws(Pipeline.Fault) {
    self.stages = stages
    outputs = try OutputTable(stages)
    findFolders()
    try link()
    try refuseSharedScratch()
    try sort()
  }

  /// An output in which something is read is a folder, also if no slash says so.
  private mutating func findFolders() {
    for input in stages.flatMap(\.inputs) {
      let reaches: String
      let isInside: Bool
      switch input.pattern {
      case .path(let path, let isFolder): (reaches, isInside) = (path, isFolder)
      case .glob(let glob): (reaches, isInside) = (glob.base, true)
      }
      guard let maker = outputs.maker(of: reaches) else { continue }
      let path = stages[maker.stage.index].outputs[maker.output].path
      if isInside || path != reaches {
        stages[maker.stage.index].outputs[maker.output].isFolder = true
      }
    }
  }

  private mutating func link() throws(Pipeline.Fault) {
    var known: [Glob: [OutputTable.Maker]] = [:]
    for stage in stages {
      var links: [StageID: Input] = [:]
      for input in stage.inputs {
        for maker in makers(of: input.pattern, &known) {
          guard maker.stage != stage.id else {
            let output = stage.outputs[maker.output].path
            throw Pipeline.Fault(
              .inputIsOwnOutput(input.pattern.text, output: output), at: input.mark)
          }
          if links[maker.stage] == nil { links[maker.stage] = input }
        }
      }
      stages[stage.id.index].upstream = links.keys.sorted()
      self.links.append(links)
    }
  }

  /// The same glob often stands in many stages.
  private func makers(
    of pattern: PathPattern, _ known: inout [Glob: [OutputTable.Maker]]
  ) -> [OutputTable.Maker] {
    guard case .glob(let glob) = pattern else {
      return outputs.makers(of: pattern, among: stages)
    }
    if let makers = known[glob] { return makers }
    let makers = outputs.makers(of: pattern, among: stages)
    known[glob] = makers
    return makers
  }

  /// A scratch folder is nobody's input, nobody's output and no other stage's scratch folder: two
  /// stages may run in it at the same time.
  private func refuseSharedScratch() throws(Pipeline.Fault) {
    guard stages.contains(where: { !$0.scratch.isEmpty }) else { return }
    var owners: [String: (path: String, stage: StageID)] = [:]
    var inside: [String: (path: String, stage: StageID)] = [:]
    for stage in stages {
      for path in stage.scratch {
        let above = ProjectPath.folders(above: path)
        let met = ([path] + above).lazy.compactMap { owners[$0] }.first ?? inside[path]
        if let met, met.stage != stage.id {
          let owner = stages[met.stage.index]
          throw Pipeline.Fault(
            .scratchMeets(path, of: stage.name, with: met.path, by: owner.name, first: owner.mark),
            at: stage.mark)
        }
        owners[path] = (path, stage.id)
        for folder in above { inside[folder] = (path, stage.id) }
      }
    }
    let table = PathTable(
      stages.flatMap { stage in
        stage.scratch.map { PathTable.Entry(path: $0, value: stage.id) }
      })
    for stage in stages {
      let outputs = stage.outputs.map { (PathPattern.path($0.path, isFolder: false), $0.mark) }
      for (pattern, mark) in stage.inputs.map({ ($0.pattern, $0.mark) }) + outputs {
        guard let met = table.entries(metBy: pattern, mayHoldFiles: { _ in true }).first else {
          continue
        }
        let owner = stages[met.value.index]
        throw Pipeline.Fault(
          .scratchShared(pattern.text, with: met.path, of: owner.name, first: owner.mark), at: mark)
      }
    }
  }
}

// MARK: - Order

extension Graph {
  private enum Visit {
    case notYet
    case open
    case done
  }

  /// Puts every stage behind all upstream of it, otherwise in the order of the file.
  ///
  /// The walk keeps its own stack, so that a chain of any length is followed.
  private mutating func sort() throws(Pipeline.Fault) {
    var visits = [Visit](repeating: .notYet, count: stages.count)
    for stage in stages where visits[stage.id.index] == .notYet {
      var path: [(id: StageID, next: Int)] = [(stage.id, 0)]
      visits[stage.id.index] = .open
      while let (id, next) = path.last {
        let upstream = stages[id.index].upstream
        guard next < upstream.count else {
          visits[id.index] = .done
          order.append(id)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        switch visits[upstream[next].index] {
        case .done: break
        case .open: throw ring(closing: upstream[next], path.map(\.id))
        case .notYet:
          visits[upstream[next].index] = .open
          path.append((upstream[next], 0))
        }
      }
    }
  }

  /// The ring in the direction of the data, from its first stage in the file; the input shown is
  /// the one by which that stage takes in what the last one makes.
  private func ring(closing id: StageID, _ path: [StageID]) -> Pipeline.Fault {
    var ring = Array(path.drop { $0 != id }.reversed())
    let start = ring.indices.min { ring[$0] < ring[$1] } ?? 0
    ring = Array(ring[start...] + ring[..<start])
    let first = ring[0]
    let mark = links[first.index][ring[ring.count - 1]]?.mark ?? stages[first.index].mark
    return Pipeline.Fault(
      .ring(ring.map { stages[$0.index].name } + [stages[first.index].name]), at: mark)
  }
}
