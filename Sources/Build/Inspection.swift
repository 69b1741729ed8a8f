import Host
import Pipeline
import Store

/// What a stage would be run with today: its manifest, its command, and the files that were seen.
struct Inspection {
  let manifest: Manifest
  let arguments: [String]
  /// The files looked at, as they were: to be asked again when the stage has ended.
  let witnesses: [Disk.Witness]

  /// The same with another manifest: one that holds what the stage was seen to ask.
  func with(_ manifest: Manifest) -> Inspection {
    Inspection(manifest: manifest, arguments: arguments, witnesses: witnesses)
  }
}

/// Looks at everything that can change a stage's result, once, and writes it down as a manifest.
struct Inspector {
  let surroundings: Surroundings
  var files: InputFiles

  /// Inspects a stage whose upstream stages are settled.
  func inspect(_ stage: Stage, on disk: inout Disk) throws -> Inspection {
    disk.beginWitness()
    var lines: [ManifestLine] = []
    var named: [String: [String]] = [:]
    for input in stage.inputs {
      let paths = try paths(of: input, in: stage, on: &disk)
      if let name = input.name { named[name, default: []] += paths }
      for path in paths where try !isTakenByKeys(path, of: input, in: stage) {
        lines.append(try line(of: path, for: input, in: stage, on: &disk))
      }
    }
    let mark = try stage.command.isMarked ? files.mark(of: stage, on: &disk) : ""
    let arguments = try arguments(of: stage, named, mark: mark)
    lines.append(ManifestLine(.command, arguments))
    lines += stage.outputs.map { output in
      let kind = output.isFolder ? "folder" : "any"
      return ManifestLine(.output, [output.path, kind, output.isCached ? "stored" : "digest"])
    }
    lines += stage.parameters.map {
      ManifestLine(.parameter, [$0.name, $0.type.rawValue, $0.text])
    }
    lines += stage.environment.flatMap(variable)
    lines.append(ManifestLine(.cpus, ["\(stage.resources.cpus)"]))
    lines.append(ManifestLine(.platform, [Machine.platform]))
    if stage.isStrict { lines.append(ManifestLine(.strict, ["packages"])) }
    lines += try stage.tools.map { try tool($0, of: stage, on: &disk) }
    let manifest = Manifest(Array(Set(lines)))
    return Inspection(
      manifest: manifest,
      arguments: stage.command.holdsRecipe
        ? arguments.map { $0.replacing(Command.recipe, with: manifest.recipe.hex) }
        : arguments, witnesses: disk.witnesses)
  }

  /// Whether of a file only the parameters count that a stage takes from it; then it must still
  /// be the file that they were read from.
  private func isTakenByKeys(
    _ path: String, of input: Input, in stage: Stage
  ) throws -> Bool {
    guard let file = pipeline.parameterFile(at: path, takenBy: stage) else { return false }
    guard (try? Files.read(path, limit: file.bytes.count)) == file.bytes else {
      throw pipeline.diagnostic(.parametersMoved(input, file))
    }
    return true
  }

  /// Refuses an exclusion of something that is not there.
  func checkExclusions(on disk: inout Disk) throws {
    for exclusion in pipeline.exclusions where try !files.exists(exclusion.files, on: &disk) {
      throw pipeline.diagnostic(.exclusionMatchesNothing(exclusion))
    }
  }

  /// Refuses a stage whose sources or tools are not there, before anything has run.
  func check(_ stage: Stage) throws {
    for tool in stage.tools where Machine.executable(named: tool, path: surroundings.path) == nil {
      throw pipeline.diagnostic(.toolMissing(tool, of: stage))
    }
    for input in stage.inputs {
      guard case .path(let path, _) = input.pattern, pipeline.maker(of: path) == nil,
        try Files.status(path) == nil, !holdsOutput(path, of: stage)
      else { continue }
      throw pipeline.diagnostic(.inputMissing(input, of: stage, among: neighbours(of: path)))
    }
  }

  /// Whether a folder will be there because a stage makes something in it.
  private func holdsOutput(_ folder: String, of stage: Stage) -> Bool {
    stage.upstream.contains { maker in
      pipeline[maker].outputs.contains { ProjectPath.lies($0.path, in: folder) }
    }
  }

  private var pipeline: Pipeline { files.pipeline }

  private func arguments(
    of stage: Stage, _ named: [String: [String]], mark: String
  ) throws -> [String] {
    do {
      return try stage.command.arguments(mark: mark) { named[$0] ?? [] }
    } catch {
      throw pipeline.diagnostic(error)
    }
  }

  /// The paths that a stage's inputs stand for today.
  func inputPaths(of stage: Stage) throws -> [String] {
    var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
    return try stage.inputs.flatMap { try paths(of: $0, in: stage, on: &disk) }
  }

  private func paths(
    of input: Input, in stage: Stage, on disk: inout Disk
  ) throws -> [String] {
    switch input.pattern {
    case .path(let path, _): return [path]
    case .glob(let glob):
      let paths = try files.paths(matching: glob, of: input, in: stage, on: &disk)
      guard !paths.isEmpty else {
        throw pipeline.diagnostic(.patternMatchesNothing(input, of: stage))
      }
      return paths
    }
  }

  private func line(
    of path: String, for input: Input, in stage: Stage, on disk: inout Disk
  ) throws -> ManifestLine {
    guard let content = try files.content(of: path, on: &disk) else {
      throw pipeline.diagnostic(.inputMissing(input, of: stage, among: neighbours(of: path)))
    }
    if let maker = pipeline.maker(of: path), pipeline[maker].isMachine {
      return ManifestLine(.program, [path, content.digest.hex])
    }
    return ManifestLine(.input, [path, content.kind.rawValue, content.digest.hex])
  }

  /// What does stand where an input should, to propose the nearest.
  private func neighbours(of path: String) -> [String] {
    let folder = parent(of: path)
    let entries = (try? Files.entries(of: folder)) ?? []
    return entries.map { folder == "." ? $0.name : "\(folder)/\($0.name)" }
  }

  /// A variable's line; what is secret stands in no committed record, not even as a digest.
  private func variable(_ variable: Variable) -> [ManifestLine] {
    let value = surroundings.caller(variable.name)
    guard variable.isSecret else {
      return [
        ManifestLine(.variable, [variable.name, value.map { Digest.of($0).hex } ?? "unset"])
      ]
    }
    let shown = ManifestLine(
      .variable, [variable.name, value == nil ? "secret unset" : "secret set"])
    guard let value else { return [shown] }
    return [shown, ManifestLine(.secret, [variable.name, LocalSalt.digest(of: value).hex])]
  }

  private func tool(_ name: String, of stage: Stage, on disk: inout Disk) throws -> ManifestLine {
    guard let path = Machine.executable(named: name, path: surroundings.path),
      let content = try disk.content(of: path, as: .input)
    else { throw pipeline.diagnostic(.toolMissing(name, of: stage)) }
    return ManifestLine(.tool, [name, content.digest.hex])
  }
}
