import Host
import Pipeline
import Store

/// What the records say that stages made, down to the files in folders, and whether it still stands.
struct RecordedOutputs {
  /// What is known of a file in the outputs of a stage.
  enum Known: Hashable {
    /// The record names its digest, or that of the folder it lies in, whose listing is known.
    case digest(Digest)
    /// It is in no output.
    case absent
    /// It lies in a folder whose listing is not known here; `isAltered` if that folder is here and
    /// not as it was recorded.
    case hidden(isAltered: Bool)
  }

  let pipeline: Pipeline
  private var records: [StageID: Record?] = [:]
  private var listings: [Digest: Tree?] = [:]
  private var makers: [Digest: (stage: StageID, path: String)]?
  private var staleness: [StageID: Staleness?] = [:]
  // Every file is read and hashed: the audit trusts no times.
  private var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)

  init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  /// The record of a stage, if one can be believed.
  mutating func record(of id: StageID) -> Record? {
    if let known = records[id] { return known }
    let stage = pipeline[id]
    let record = try? Records.read(stage.name, isMachine: stage.isMachine)
    records[id] = .some(record)
    return record
  }

  /// What a record says of a path.
  mutating func known(_ path: String, in record: Record) throws -> Known {
    for output in record.outputs {
      if output.path == path { return .digest(output.content.digest) }
      guard output.content.kind == .folder, ProjectPath.lies(path, in: output.path) else {
        continue
      }
      guard let listing = try listing(of: output) else {
        return .hidden(isAltered: try Files.status(output.path)?.kind == .folder)
      }
      let name = path.dropFirst(output.path.count + 1)
      guard let entry = listing.entries.first(where: { $0.name == name }),
        case .file(let digest, _) = entry.item
      else { return .absent }
      return .digest(digest)
    }
    return .absent
  }

  /// The stage that made a file with these bytes, and where, if any did.
  mutating func maker(of digest: Digest) throws -> (stage: StageID, path: String)? {
    if let makers { return makers[digest] }
    var found: [Digest: (stage: StageID, path: String)] = [:]
    for stage in pipeline.stages where !stage.isMachine {
      for output in record(of: stage.id)?.outputs ?? [] {
        switch output.content.kind {
        case .link: continue
        case .file, .executable:
          if found[output.content.digest] == nil {
            found[output.content.digest] = (stage.id, output.path)
          }
        case .folder:
          for entry in try listing(of: output)?.entries ?? [] {
            guard case .file(let digest, _) = entry.item, found[digest] == nil else { continue }
            found[digest] = (stage.id, "\(output.path)/\(entry.name)")
          }
        }
      }
    }
    makers = found
    return found[digest]
  }

  /// The files of a folder as it was recorded: as it stands, or as the store has listed it.
  private mutating func listing(of output: Action.Output) throws -> Tree? {
    let digest = output.content.digest
    if let known = listings[digest] { return known }
    var tree: Tree?
    if try Files.status(output.path)?.kind == .folder {
      let standing = try disk.tree(of: output.path, as: .output)
      if standing.digest == digest { tree = standing }
    }
    if tree == nil, let bytes = try? Files.read(Layout.blob(digest), limit: 1 << 28),
      Digest.of(bytes) == digest
    {
      tree = Tree(bytes: bytes)
    }
    listings[digest] = .some(tree)
    return tree
  }
}

// MARK: - What has changed since

extension RecordedOutputs {
  /// Why what a stage made is out of date, as far as records and files tell; `nil` when nothing says
  /// so.
  mutating func staleness(of id: StageID) throws -> Staleness? {
    if let known = staleness[id] { return known }
    // Stands while the stages before it are asked, so that records cannot lead round in a circle.
    staleness[id] = .some(nil)
    let found = try findStaleness(of: pipeline[id])
    staleness[id] = .some(found)
    return found
  }

  private mutating func findStaleness(of stage: Stage) throws -> Staleness? {
    guard let record = record(of: stage.id) else { return .neverRun(stage: stage.name) }
    if let what = Self.redeclared(stage, record) {
      return .redeclared(stage: stage.name, what: what)
    }
    var inputs = RecordedInputs(of: record)
    for line in inputs.lines {
      if let staleness = try staleness(of: line, in: &inputs) { return staleness }
    }
    return nil
  }

  /// What became of an input; where another stage's output is not here, that stage's record tells.
  private mutating func staleness(
    of line: RecordedInputs.Line, in inputs: inout RecordedInputs
  ) throws -> Staleness? {
    let found = try inputs.staleness(of: line)
    guard let maker = pipeline.maker(of: line.path), !pipeline[maker].isMachine else {
      return found
    }
    guard case .missing = found else { return try found ?? staleness(of: maker) }
    if let record = record(of: maker), case .digest(let digest) = try known(line.path, in: record),
      digest != line.digest
    {
      return .changed(path: line.path)
    }
    return try staleness(of: maker)
  }

  /// What the pipeline says otherwise of a stage than its record.
  private static func redeclared(_ stage: Stage, _ record: Record) -> String? {
    for parameter in stage.parameters {
      let line = record.project.first {
        $0.kind == .parameter && $0.fields.dropFirst().first == parameter.name
      }
      if line?.fields.last != parameter.text { return "parameter `\(parameter.name)`" }
    }
    return isCommandChanged(stage, record) ? "command" : nil
  }

  /// Whether another command is declared; with wildcards among the inputs nobody says.
  private static func isCommandChanged(_ stage: Stage, _ record: Record) -> Bool {
    guard let recorded = record.project.first(where: { $0.kind == .command }) else { return false }
    var named: [String: [String]] = [:]
    for input in stage.inputs {
      guard case .path(let path, _) = input.pattern else { return false }
      if let name = input.name { named[name, default: []].append(path) }
    }
    let paths = named
    return !["", Command.syntheticMark].contains { mark in
      let words = try? stage.command.arguments(mark: mark) { paths[$0] ?? [] }
      return words.map { $0 == Array(recorded.fields.dropFirst()) } ?? true
    }
  }
}
