import Host
package import Pipeline
import Store

/// Something that a stage needs and that neither the project nor the machine has.
package enum Lack: Hashable, Sendable {
  /// A file or folder that no stage makes, or a pattern that nothing matches.
  case input(String)
  /// A program on `PATH`.
  case tool(String)

  /// What stages cannot be run without, of those that lack something; before anything has run.
  ///
  /// What stands behind such a stage lacks nothing by itself.
  package static func all(
    of pipeline: Pipeline, _ selection: Selection, path: String
  ) throws -> [StageID: [Lack]] {
    let files = InputFiles(pipeline: pipeline)
    var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
    var lacks: [StageID: [Lack]] = [:]
    for id in selection.stages {
      let stage = pipeline[id]
      let tools = stage.tools.filter { Machine.executable(named: $0, path: path) == nil }
      let inputs = try stage.inputs.filter { try !files.mayStand($0, for: stage, on: &disk) }
      let all = inputs.map { Lack.input($0.pattern.text) } + tools.map(Lack.tool)
      if !all.isEmpty { lacks[id] = all }
    }
    return lacks
  }
}

extension InputFiles {
  /// Whether an input stands, or may when the stages before have run.
  fileprivate func mayStand(
    _ input: Input, for stage: Stage, on disk: inout Disk
  ) throws -> Bool {
    let outputs = stage.upstream.flatMap { pipeline[$0].outputs }
    switch input.pattern {
    case .path(let path, _):
      if pipeline.maker(of: path) != nil { return true }
      return try disk.kind(of: path) != nil
        || outputs.contains { ProjectPath.lies($0.path, in: path) }
    case .glob(let glob):
      return try outputs.contains {
        glob.matches($0.path) || glob.couldMatch(beneath: $0.path)
      } || exists(input.pattern, on: &disk)
    }
  }
}
