import Git
import Host
import Pipeline
import Store

/// The files of a project that a seal covers, each with its role and digest.
struct SealedFiles {
  private let pipeline: Pipeline
  private let committed: Committed
  /// The digests that records name for files which no stage makes.
  private var recorded: [String: Digest] = [:]
  /// The folders that stages read whole and none makes.
  private var folders: Set<String> = []
  private let texts: Set<String>
  /// The records of the stages, the copies of their numbers, by path.
  private let records: [String: SealedFile.Role]

  /// Reads the records.
  ///
  /// - Throws: `SealRefusal.unrecorded` for stages without one.
  init(of pipeline: Pipeline, at committed: Committed) throws {
    self.pipeline = pipeline
    self.committed = committed
    texts = Set(pipeline.manuscripts.map(\.file))
    var records: [String: SealedFile.Role] = [:]
    var missing: [String] = []
    for stage in pipeline.stages where !stage.isMachine {
      guard let record = try? Records.read(stage.name, isMachine: false) else {
        missing.append(stage.name)
        continue
      }
      records[Layout.record(of: stage.name, isMachine: false)] = .record
      if record.numbers != nil { records[Layout.numbers(of: stage.name)] = .numbers }
      for line in RecordedInputs(of: record).lines where pipeline.maker(of: line.path) == nil {
        switch line.kind {
        case .file, .executable: recorded[line.path] = line.digest
        case .folder: folders.insert(line.path)
        case .link: break
        }
      }
    }
    self.records = records
    guard missing.isEmpty else { throw SealRefusal.unrecorded(missing) }
  }

  /// The files, sorted by the bytes of their paths.
  ///
  /// - Throws: `SealRefusal` when one is not as HEAD or as its record has it.
  func files(in repository: borrowing Repository) throws -> [SealedFile] {
    let dirty = try repository.dirtyPaths(excluding: [Layout.local])
    var files: [SealedFile] = []
    var (changed, missing) = ([String](), dirty.filter(isInputOfMachine))
    for path in paths {
      guard let role = role(of: path) else { continue }
      guard try Files.status(path)?.kind == .file else {
        missing.append(path)
        continue
      }
      let digest = try Files.digest(of: path).digest
      if let known = recorded[path], known != digest { changed.append(path) }
      let stored = try repository.bytes(at: path, of: committed).map { Digest.of($0) }
      // What git ignores, keeps elsewhere or converts is known by its record alone.
      let isKnown = recorded[path] != nil && !dirty.contains(path)
      if stored != digest, !isKnown { missing.append(path) }
      files.append(
        SealedFile(path: path, role: role, digest: digest, isCommitted: stored == digest))
    }
    guard files.contains(where: \.role.isResult) else { throw SealRefusal.nothing }
    guard missing.isEmpty else { throw SealRefusal.notCommitted(missing) }
    guard changed.isEmpty else { throw SealRefusal.changed(changed) }
    return files
  }

  private var paths: [String] {
    Set(recorded.keys).union(pipeline.contents.keys).union(texts).union(records.keys)
      .union(committed.paths.filter(isSealed))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a committed file is sealed though no record names it.
  private func isSealed(_ path: String) -> Bool {
    if path.hasPrefix("\(Layout.machines)/") || pipeline.maker(of: path) != nil { return true }
    if path.hasPrefix("\(Layout.provenance)/") { return false }
    return pipeline.source(of: path) != nil
      || pipeline.exclusions.contains { $0.files.covers(path) }
      || folders.contains { path.utf8.starts(with: "\($0)/".utf8) }
  }

  /// What a file is to the project; `nil` for what belongs to a machine.
  private func role(of path: String) -> SealedFile.Role? {
    if let role = records[path] { return role }
    if texts.contains(path) { return .manuscript }
    if pipeline.contents[path] != nil { return .pipeline }
    if path.hasPrefix("\(Layout.machines)/") { return .machine }
    if let maker = pipeline.maker(of: path) { return pipeline[maker].isMachine ? nil : .output }
    return pipeline.isCode(path) ? .code : .data
  }

  /// Whether a stage reads a file of which no committed record speaks.
  private func isInputOfMachine(_ path: String) -> Bool {
    pipeline.maker(of: path) == nil
      && pipeline.stages.contains { stage in
        stage.isMachine && stage.inputs.contains { $0.pattern.covers(path) }
      }
  }
}
