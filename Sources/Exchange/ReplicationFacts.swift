import Audit
import Host
import Pipeline
import Store
import Text

/// What a README for replicators tells, taken from pipeline, records and manuscripts.
struct ReplicationFacts {
  /// A data file, and the stages that read it.
  struct Data {
    let path: String
    var stages: [String]
  }

  /// A picture in a manuscript.
  struct Figure {
    /// `file:line`.
    let place: String
    let caption: String
    let path: String
  }

  let pipeline: Pipeline
  private var audit: Audit

  init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    audit = Audit(pipeline)
  }

  /// The committed record of a stage; a stage of the machine has none.
  func record(of stage: Stage) throws -> Record? {
    stage.isMachine ? nil : try stage.record()
  }

  /// Where a stage is declared.
  func place(of stage: Stage) -> String {
    let place = pipeline.place(of: stage.mark)
    return "\(place.file):\(place.line)"
  }

  /// The data that stages read and that no stage makes, sorted by path.
  func data() throws -> [Data] {
    var data: [String: Data] = [:]
    for id in pipeline.order {
      let stage = pipeline[id]
      for line in try record(of: stage)?.project ?? [] where line.kind == .input {
        let path = line.fields[1]
        guard pipeline.maker(of: path) == nil, !pipeline.isCode(path) else { continue }
        data[path, default: Data(path: path, stages: [])].stages.append(stage.name)
      }
    }
    return data.values.sorted { $0.path < $1.path }
  }

  /// The kinds of machines that made the recorded results, and what stages read outside of the
  /// project there: kind, name and version.
  func machines() throws -> (platforms: [String], packages: [[String]]) {
    var platforms: Set<String> = []
    var packages: Set<[String]> = []
    for stage in pipeline.stages {
      guard let record = try record(of: stage) else { continue }
      for line in record.machine ?? [] where line.kind == .platform {
        platforms.insert(line.fields.dropFirst().joined(separator: " "))
      }
      for line in record.packages { packages.insert(Array(line.fields.dropFirst())) }
    }
    return (platforms.sorted(), packages.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// The numbers of stages that the manuscripts state, in the order of the text.
  mutating func claims() throws -> [Claim] {
    try audit.claims(of: pipeline.manuscripts).filter(\.isResult)
  }

  /// The pictures of the manuscripts, in the order of the text; `![caption](path)` in Markdown.
  func figures() throws -> [Figure] {
    try pipeline.manuscripts.flatMap { manuscript -> [Figure] in
      let text = String(
        decoding: try Files.read(manuscript.file, limit: 64 << 20), as: UTF8.self)
      let folder = parent(of: manuscript.file)
      return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
        (number, line) in
        line.matches(of: /!\[([^\]]*)\]\(([^)\s]+)[^)]*\)/).map { match in
          Figure(
            place: "\(manuscript.file):\(number + 1)", caption: String(match.1),
            path: Self.path(String(match.2), from: folder))
        }
      }
    }
  }

  /// A path as the project names it, of one that begins at a folder.
  private static func path(_ path: String, from folder: String) -> String {
    let start = folder == "." ? [] : ProjectPath.names(of: folder)
    let names = ProjectPath.names(of: path).reduce(into: start) { names, name in
      if name == ".." { _ = names.popLast() } else if name != "." { names.append(name) }
    }
    return names.joined(separator: "/")
  }
}
