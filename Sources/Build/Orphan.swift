import Host
import Pipeline
package import Store

/// What a stage left that is in the pipeline no more: it is told, and never read.
package struct Orphan: Sendable {
  package let stage: String
  /// The files of its record that are committed.
  package let records: [String]
  /// Its record on this machine, if it made something of this machine.
  package let machineRecord: String?
  /// Its outputs that stand as this machine made them, where the pipeline neither makes nor reads
  /// anything.
  package let outputs: [Action.Output]
}

extension Judge {
  /// All stages that left something and are in the pipeline no more, sorted by name.
  package mutating func orphans() throws -> [Orphan] {
    let used = UsedPaths(pipeline)
    let committed = try Records.files(isMachine: false)
    let local = try Records.files(isMachine: true)
    let names = Set(committed.keys).union(local.keys).union(actions.stages)
    return try names.filter { pipeline.stage(named: $0) == nil }.sorted().compactMap { name in
      let outputs = try (actions.last(of: name)?.outputs ?? []).filter { output in
        try !used.meet(output.path) && isStanding(output)
      }
      let orphan = Orphan(
        stage: name, records: isRecord(name, isMachine: false) ? committed[name] ?? [] : [],
        machineRecord: isRecord(name, isMachine: true) ? local[name]?.first : nil,
        outputs: outputs)
      return orphan.isNothing ? nil : orphan
    }
  }

  /// Whether a file named like a record is one: others may lie beside them.
  private func isRecord(_ stage: String, isMachine: Bool) -> Bool {
    do {
      return try Records.read(stage, isMachine: isMachine) != nil
    } catch {
      return Records.isMeant(Layout.record(of: stage, isMachine: isMachine))
    }
  }

  private mutating func isStanding(_ output: Action.Output) throws -> Bool {
    // What cannot be read, such as a pipe, is certainly no output of ours.
    (try? disk.content(of: output.path, as: .output)) == output.content
  }
}

extension Orphan {
  fileprivate var isNothing: Bool {
    records.isEmpty && machineRecord == nil && outputs.isEmpty
  }
}

/// The paths that stages read, make or keep state in, and those that hold declared data.
private struct UsedPaths {
  private var paths: Set<String> = []
  /// The folders that these lie in.
  private var folders: Set<String> = []
  private var globs: Set<Glob> = []

  init(_ pipeline: Pipeline) {
    let inputs = pipeline.stages.flatMap { $0.inputs.map(\.pattern) }
    for pattern in inputs + pipeline.sources.flatMap(\.files) {
      switch pattern {
      case .path(let path, _): insert(path)
      case .glob(let glob): globs.insert(glob)
      }
    }
    for stage in pipeline.stages {
      for path in stage.outputs.map(\.path) + stage.scratch { insert(path) }
    }
  }

  private mutating func insert(_ path: String) {
    paths.insert(path)
    var folder = parent(of: path)
    while folder != ".", folders.insert(folder).inserted { folder = parent(of: folder) }
  }

  /// Whether a path is one of these, holds one or lies in one.
  func meet(_ path: String) -> Bool {
    if paths.contains(path) || folders.contains(path) { return true }
    var folder = parent(of: path)
    while folder != "." {
      if paths.contains(folder) { return true }
      folder = parent(of: folder)
    }
    return globs.contains { $0.matches(path) || $0.couldMatch(beneath: path) }
  }
}
