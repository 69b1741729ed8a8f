import Audit
import Build
import Git
import Host
package import Pipeline
import Store
import Text

/// What every export tells of a project: its stages and what became of them, files with their commits,
/// numbers that hold.
package struct Dossier {
  let pipeline: Pipeline
  let head: Commit?
  /// The stages in the order of the file.
  let stages: [StageFacts]
  /// The numbers that hold, by stage.
  let numbers: [String: [Listing.Entry]]
  /// What the numbers of a stage rest on.
  let leaves: [String: Leaves]
  /// The files that are there: with git those of HEAD, without it all that are not ignored.
  let files: [String]
  /// What should be known beside the export.
  package internal(set) var notes: [String] = []
  /// The commits that last changed what stands in the working tree, by path.
  private let commits: [String: Commit]

  /// Reads all of it; `variable` gives the environment of the caller.
  ///
  /// - Throws: what the audit throws when a number does not hold, and a diagnostic when nothing ran yet.
  package init(_ pipeline: Pipeline, variable: @escaping @Sendable (String) -> String?) throws {
    self.pipeline = pipeline
    let repository = try Repository.containing(".")
    head = try repository?.head().commit
    var audit = Audit(pipeline)
    let listing = try audit.listing()
    if let doubt = listing.doubts.first { throw AuditError.doubt(doubt) }
    numbers = Dictionary(grouping: listing.entries, by: \.stage)
    var leaves: [String: Leaves] = [:]
    for stage in pipeline.stages {
      if case .held(let holding) = try audit.standing(of: stage.id) {
        leaves[stage.name] = Leaves(holding.file)
      }
    }
    self.leaves = leaves
    stages = try Self.stages(of: pipeline, repository, variable)
    files = try Self.files(repository)
    var commits: [String: Commit] = [:]
    if let repository {
      let tracked = Set(files)
      for path in Self.sources(of: stages, pipeline, files) where tracked.contains(path) {
        commits[path] = try? repository.lastChange(of: path).commit
      }
    }
    self.commits = commits
    guard stages.contains(where: { $0.record != nil || $0.failed != nil }) else {
      throw Diagnostic(
        "nothing is recorded yet, so there is nothing to tell", hint: "assay run, then export")
    }
    let silent = stages.filter { $0.record == nil && $0.failed == nil }.map(\.stage.name)
    if !silent.isEmpty {
      notes.append(
        "\(silent.prefix(3).joined(separator: ", "))\(silent.count > 3 ? " and \(silent.count - 3) more" : ""): "
          + "no committed record; told as a step, not as something that ran")
    }
    if listing.entries.contains(where: \.isStale) {
      notes.append("some numbers are stale, an input has changed since: assay run")
    }
  }

  /// What stands at a path now; `nil` when nothing does.
  func content(of path: String) -> Content? {
    guard let hashed = try? Files.digest(of: path) else { return nil }
    return Content(hashed.status.isExecutable ? .executable : .file, hashed.digest)
  }

  /// The commit that last changed a file as it stands in the working tree.
  func commit(of path: String) -> Commit? { commits[path] }

  private static func stages(
    of pipeline: Pipeline, _ repository: borrowing Repository?,
    _ variable: @escaping @Sendable (String) -> String?
  ) throws -> [StageFacts] {
    let failures = try Failures()
    var lines: [String: [ManifestLine]] = [:]
    if pipeline.stages.contains(where: { failures.stages.contains($0.name) }) {
      var judge = Judge(pipeline, forcing: [], variable: variable)
      for (id, judged) in try judge.judgeAll(try pipeline.selection([]))
      where !judged.verdict.isUpToDate {
        lines[pipeline[id].name] = judged.manifest?.lines ?? []
      }
    }
    let actions = ActionLog()
    var stages: [StageFacts] = []
    for stage in pipeline.stages {
      let record = stage.isMachine ? nil : try? Records.read(stage.name, isMachine: false)
      let path = Layout.record(of: stage.name, isMachine: false)
      var commit: Commit?
      if record != nil, let change = try? repository?.lastChange(of: path) {
        commit = change.commit
      }
      // An action tells of this record only if it has the same key.
      let action = actions.last(of: stage.name).flatMap { $0.key == record?.key ? $0 : nil }
      stages.append(
        StageFacts(
          stage: stage, record: record, commit: commit,
          ended: action.map { StageFacts.spelled($0.time) }, seconds: action?.seconds,
          failed: lines[stage.name].flatMap { failures.failure(of: stage.name, on: $0) }))
    }
    return stages
  }

  private static func files(_ repository: borrowing Repository?) throws -> [String] {
    switch repository {
    case .some(let repository):
      return try repository.filesAtHead().filter { $0.kind == .file || $0.kind == .program }
        .map(\.path).filter { (try? Files.status($0))??.kind == .file }
    case .none:
      var disk = Disk(cache: StatCache(), ignoring: Glob.ignores)
      return try disk.tree(of: ".", as: .input).entries.compactMap { entry in
        if case .file = entry.item { entry.name } else { nil }
      }
    }
  }

  /// What stages read that no stage makes, and the files that the project is made from.
  private static func sources(
    of stages: [StageFacts], _ pipeline: Pipeline, _ files: [String]
  ) -> Set<String> {
    var sources = Set(pipeline.contents.keys).union(pipeline.manuscripts.map(\.file))
      .union(files.filter(isAboutTheProject))
    for facts in stages {
      let inputs = facts.lines.inputs + (facts.failed?.lines.inputs ?? [])
      for input in inputs {
        if input.isFolder {
          sources.formUnion(files.filter { ProjectPath.lies($0, in: input.path) })
        } else {
          sources.insert(input.path)
        }
      }
      if inputs.isEmpty {
        let patterns = facts.stage.inputs.map(\.pattern)
        sources.formUnion(files.filter { file in patterns.contains { $0.covers(file) } })
      }
    }
    return sources.filter { pipeline.maker(of: $0) == nil }
  }

  /// The files that the project is made from: the pipeline, what stages read that no stage makes, the
  /// texts, and what the project says of itself; sorted.
  var sources: [String] {
    Self.sources(of: stages, pipeline, files)
      .filter { (try? Files.status($0))??.kind == .file }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The file with the text of the license.
  var licenseFile: String? { files.first { Self.begins($0, Self.licenses) } }

  private static let licenses = ["LICENSE", "LICENCE", "COPYING"]

  /// Whether a file says something of the project as a whole.
  private static func isAboutTheProject(_ file: String) -> Bool {
    begins(file, licenses + ["README", "CITATION", "NOTICE"])
  }

  private static func begins(_ file: String, _ names: [String]) -> Bool {
    !file.contains("/") && names.contains { file.uppercased().hasPrefix($0) }
  }
}

extension LastChange {
  /// The commit, where what stands there is in one.
  var commit: Commit? {
    switch self {
    case .committed(let commit), .shallow(let commit): commit
    case .uncommitted, .untracked, .ignored, .outside: nil
    }
  }
}
