// Which files are the raw data of a project.

import Host
import Pipeline
import Store

extension Audit {
  /// The raw data: files that no stage makes and that are no code, pipeline or manuscript; those
  /// that stages read or records name, and those that a rule under `sources` or `exclude` covers.
  ///
  /// Sorted by their paths; only files that stand on disk.
  func rawFiles() throws -> [String] {
    var found: Set<String> = []
    var folders: [String: [String]] = [:]
    for stage in pipeline.stages where !stage.isMachine {
      for pattern in stage.inputs.map(\.pattern) {
        found.formUnion(try files(matching: pattern, in: &folders).filter { !isText($0) })
      }
      if let record = try? Records.read(stage.name, isMachine: false) {
        for line in RecordedInputs(of: record).lines where !isText(line.path) {
          found.formUnion(
            try files(matching: .path(line.path, isFolder: line.kind == .folder), in: &folders))
        }
      }
    }
    for pattern in pipeline.sources.flatMap(\.files) + pipeline.exclusions.map(\.files) {
      found.formUnion(try files(matching: pattern, in: &folders))
    }
    return found.filter { pipeline.maker(of: $0) == nil && !pipeline.isCode($0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a file is part of the pipeline or of what is written about it.
  private func isText(_ path: String) -> Bool {
    pipeline.contents[path] != nil || pipeline.manuscripts.contains { $0.file == path }
  }

  private func files(
    matching pattern: PathPattern, in folders: inout [String: [String]]
  ) throws -> [String] {
    switch pattern {
    case .path(let path, _):
      switch try Files.status(path)?.kind {
      case .file: return [path]
      case .folder: return try files(in: path, &folders)
      default: return []
      }
    case .glob(let glob):
      let base = glob.base.isEmpty ? "." : glob.base
      guard try Files.status(base)?.kind == .folder else { return [] }
      return try files(in: base, &folders).filter(glob.matches)
    }
  }

  /// The files in a folder and in the folders in it; links to folders are not followed.
  private func files(in folder: String, _ folders: inout [String: [String]]) throws -> [String] {
    if let known = folders[folder] { return known }
    var files: [String] = []
    var pending = [(path: folder, depth: 0)]
    while let next = pending.popLast() {
      for entry in try Files.entries(of: next.path) where !Glob.ignores(entry.name) {
        let path = next.path == "." ? entry.name : "\(next.path)/\(entry.name)"
        if entry.kind == .folder, next.depth < Disk.depthLimit {
          pending.append((path, next.depth + 1))
        } else if try Files.status(path)?.kind == .file {
          files.append(path)
        }
      }
    }
    folders[folder] = files
    return files
  }
}
