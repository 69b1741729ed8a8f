import Host
import Store
import Text
import YAML

@testable import Pipeline

/// Pipelines: a graph in which everything stands behind what it needs, the same one each time; or a
/// fault at a place of one of the files.
///
/// The bytes are one file or several: a line `#FILE name` begins the next one.
enum PipelineChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let files = files(bytes)
    let one = try digest(of: files)
    let other = try digest(of: files)
    try require(one == other, "two readings of one pipeline give two graphs")
  }

  private static func files(_ bytes: [UInt8]) -> [String: [UInt8]] {
    let mark = Array("#FILE ".utf8)
    var files: [String: [UInt8]] = [:]
    var name = "pipeline.yaml"
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: mark) {
        name = String(decoding: line.dropFirst(mark.count), as: UTF8.self)
      } else {
        files[name, default: []] += files[name] == nil ? line : [0x0A] + line
      }
    }
    return files
  }

  /// The digest of all that an accepted pipeline says; `nil` for one that is refused.
  private static func digest(of files: [String: [UInt8]]) throws(Violation) -> Digest? {
    let pipeline: Pipeline
    do {
      pipeline = try Pipeline(file: "pipeline.yaml") { files[$0] }
    } catch {
      try error.check(in: files)
      return nil
    }
    try checkOrder(of: pipeline)
    var lines: [ManifestLine] = []
    for id in pipeline.order { lines += try self.lines(of: pipeline[id], in: pipeline, files) }
    for source in pipeline.sources { try check(source.mark, pipeline, files) }
    for claim in pipeline.manuscripts.flatMap(\.claims) { try check(claim.mark, pipeline, files) }
    return Manifest(lines).key
  }

  private static func checkOrder(of pipeline: Pipeline) throws(Violation) {
    var done: Set<StageID> = []
    for id in pipeline.order {
      try require(done.isSuperset(of: pipeline.upstream(of: id)), "a stage before what it needs")
      try require(done.insert(id).inserted, "a stage twice in the order")
    }
    try require(done.count == pipeline.stages.count, "a stage that is in no order")
    try require(
      Set(pipeline.stages.map(\.name)).count == pipeline.stages.count, "two stages of one name")
  }

  /// What a stage says, as a manifest says it; its marks and its own name lead back to it.
  private static func lines(
    of stage: Stage, in pipeline: Pipeline, _ files: [String: [UInt8]]
  ) throws(Violation) -> [ManifestLine] {
    try require(pipeline.stage(named: stage.name)?.id == stage.id, "\(stage.name) leads elsewhere")
    for mark in [stage.mark] + stage.inputs.map(\.mark) + stage.outputs.map(\.mark) {
      try check(mark, pipeline, files)
    }
    let words: [String]
    do throws(Pipeline.Fault) {
      words = try stage.command.arguments(mark: "") { name in
        stage.inputs.filter { $0.name == name }.map(\.pattern.text)
      }
    } catch {
      words = []
      try pipeline.diagnostic(error).check(in: files)
    }
    for output in stage.outputs {
      try require(pipeline.maker(of: output.path) == stage.id, "\(output.path) is made elsewhere")
    }
    return [ManifestLine(.command, [stage.name] + words)]
      + stage.inputs.map { ManifestLine(.input, [stage.name, $0.pattern.text]) }
      + stage.outputs.map { ManifestLine(.output, [stage.name, $0.path, "\($0.isFolder)"]) }
      + stage.parameters.map { ManifestLine(.parameter, [$0.name, $0.type.rawValue, $0.text]) }
      + stage.environment.map { ManifestLine(.variable, [$0.name, "\($0.isSecret)"]) }
      + stage.upstream.map { ManifestLine(.found, [stage.name, pipeline[$0].name]) }
  }

  private static func check(
    _ mark: Mark, _ pipeline: Pipeline, _ files: [String: [UInt8]]
  ) throws(Violation) {
    try pipeline.diagnostic("told", at: mark, hint: nil).check(in: files)
  }
}
