import Host
import Pipeline
import Store

/// What a stage's input patterns mean today: for each input the paths it stands for.
///
/// Outputs that a dry run would give back are not on disk yet; they are looked up in `promised`,
/// so that `status` and `run` ask the same questions of the same code.
struct InputFiles {
  let pipeline: Pipeline
  /// Outputs that are known but not on disk, by path.
  var promised: [String: Content] = [:]
  private let store = Store()

  init(pipeline: Pipeline) { self.pipeline = pipeline }

  /// The content an input path has; `nil` when nothing is there.
  func content(of path: String, on disk: inout Disk) throws -> Content? {
    if let known = promised[path] { return known }
    if let (folder, rest) = promisedFolder(above: path) {
      return try content(of: rest, inside: store.tree(folder.digest))
    }
    return try disk.content(of: path, as: .input)
  }

  private func promisedFolder(above path: String) -> (Content, String)? {
    guard !promised.isEmpty else { return nil }
    var folder = parent(of: path)
    while folder != "." {
      if let content = promised[folder], content.kind == .folder {
        return (content, String(path.dropFirst(folder.count + 1)))
      }
      folder = parent(of: folder)
    }
    return nil
  }

  /// What stands at a path inside a stored folder.
  private func content(of name: String, inside tree: Tree) throws -> Content? {
    var below: [Tree.Entry] = []
    for entry in tree.entries {
      if entry.name == name {
        switch entry.item {
        case .file(let digest, let isExecutable):
          return Content(isExecutable ? .executable : .file, digest)
        case .link(let text): return Content(.link, Digest.of(text))
        case .emptyFolder: return Content(.folder, Tree([]).digest)
        }
      }
      if ProjectPath.lies(entry.name, in: name) {
        let rest = entry.name.utf8.dropFirst(name.utf8.count + 1)
        below.append(.init(String(decoding: rest, as: UTF8.self), entry.item))
      }
    }
    return below.isEmpty ? nil : Content(.folder, Tree(below).digest)
  }

  /// The paths a glob stands for, sorted: files that no stage makes, and outputs that it names.
  func paths(
    matching glob: Glob, of input: Input, in stage: Stage, on disk: inout Disk
  ) throws -> [String] {
    var found: [String] = []
    for maker in stage.upstream {
      for output in pipeline[maker].outputs {
        if glob.matches(output.path) {
          found.append(output.path)
        } else if glob.couldMatch(beneath: output.path) {
          found += try files(inside: output.path, on: &disk).filter(glob.matches)
        }
      }
    }
    found += try sources(matching: glob, of: input, in: stage, on: &disk)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What a result of a stage must bear: whether data that were made up lie anywhere upstream of it.
  ///
  /// Files that no stage makes count by the rule that declares their origin.
  func mark(of stage: Stage, on disk: inout Disk) throws -> String {
    var seen: Set<StageID> = [stage.id]
    var open = [stage]
    while let stage = open.popLast() {
      for input in stage.inputs where try isSynthetic(input, of: stage, on: &disk) {
        return Command.syntheticMark
      }
      open += stage.upstream.filter { seen.insert($0).inserted }.map { pipeline[$0] }
    }
    return ""
  }

  private func isSynthetic(
    _ input: Input, of stage: Stage, on disk: inout Disk
  ) throws -> Bool {
    let paths: [String]
    switch input.pattern {
    case .path(let path, _):
      guard pipeline.maker(of: path) == nil else { return false }
      paths =
        try disk.kind(of: path) == .folder ? walk(path, on: &disk) { _ in true } : [path]
    case .glob(let glob):
      paths = try self.paths(matching: glob, of: input, in: stage, on: &disk)
        .filter { pipeline.maker(of: $0) == nil }
    }
    return paths.contains { pipeline.source(of: $0)?.origin == .synthetic }
  }

  /// Whether there is a file that a pattern names.
  func exists(_ pattern: PathPattern, on disk: inout Disk) throws -> Bool {
    switch pattern {
    case .path(let path, _): try disk.kind(of: path) != nil
    case .glob(let glob):
      try walk(glob.base, on: &disk) { glob.couldMatch(beneath: $0) }.contains(where: glob.matches)
    }
  }

  /// The files inside an output folder, on disk or promised.
  private func files(inside folder: String, on disk: inout Disk) throws -> [String] {
    if let content = promised[folder] {
      guard content.kind == .folder else { return [] }
      return try store.tree(content.digest).entries.map { "\(folder)/\($0.name)" }
    }
    return try walk(folder, on: &disk) { _ in true }
  }

  /// The files that no stage makes; one inside an output that nobody knew to be a folder is a fault.
  private func sources(
    matching glob: Glob, of input: Input, in stage: Stage, on disk: inout Disk
  ) throws -> [String] {
    let known = Set(stage.upstream)
    return try walk(glob.base, on: &disk) { glob.couldMatch(beneath: $0) }.filter { path in
      guard glob.matches(path), pipeline.exclusion(of: path) == nil else { return false }
      guard let maker = pipeline.maker(of: path), maker != stage.id else {
        return pipeline.maker(of: path) == nil
      }
      guard known.contains(maker) else {
        throw pipeline.diagnostic(
          .patternFindsOutput(input, of: stage, found: path, madeBy: pipeline[maker]))
      }
      return false
    }
  }

  /// All files below a folder, entering only the folders that are wanted.
  func walk(
    _ root: String, on disk: inout Disk, entering isWanted: (String) -> Bool
  ) throws -> [String] {
    guard try disk.kind(of: root.isEmpty ? "." : root) == .folder else { return [] }
    var files: [String] = []
    var pending = [(path: root, depth: 0)]
    while let next = pending.popLast() {
      guard next.depth < Disk.depthLimit else { throw StoreError.tooDeep(path: root) }
      for entry in try disk.entries(of: next.path.isEmpty ? "." : next.path) {
        let path = next.path.isEmpty ? entry.name : "\(next.path)/\(entry.name)"
        switch entry.kind == .link ? try disk.kind(of: path) : entry.kind {
        case .folder: if isWanted(path) { pending.append((path, next.depth + 1)) }
        case nil: break
        default: files.append(path)
        }
      }
    }
    return files
  }
}
