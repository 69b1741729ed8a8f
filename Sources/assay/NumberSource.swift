import ArgumentParser
import Audit
import Exchange
import Git
import Host
import Quantity
import Store
import Text

/// Where the numbers of an export come from.
struct NumberSource: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take the numbers of a stage from this file, and nothing from the project.",
      valueName: "stage=file"))
  var from: [String] = []

  func validate(in project: ProjectOptions) throws {
    if project.json { throw ValidationError("`assay numbers --json` says the same in JSON") }
    for pair in from {
      let parts = Self.parts(pair)
      let isName = parts.stage.utf8.allSatisfy(Self.isOfName)
      if !isName || parts.stage.isEmpty || parts.file.isEmpty {
        throw ValidationError("`\(Escaped(pair))` is not STAGE=FILE")
      }
    }
  }

  /// The numbers, in the order of the files or of the pipeline.
  ///
  /// - Throws: `AuditError` for one in doubt, a diagnostic where some are stale.
  func numbers(in project: ProjectOptions) throws -> [ExportedNumber] {
    guard !from.isEmpty else { return try recorded(in: project) }
    return try from.flatMap { pair in
      let (stage, file) = Self.parts(pair)
      let path = try project.path(of: file)
      guard try Files.status(path)?.kind == .file else { throw ProjectError.noFile(file) }
      let numbers = try NumbersFile.read(Files.read(path, limit: 256 << 20), file: file).numbers
      return numbers.map { ExportedNumber($0, of: stage) }
    }
  }

  private func recorded(in project: ProjectOptions) throws -> [ExportedNumber] {
    var audit = Audit(try Project.open(project))
    let listing = try audit.listing()
    if let doubt = listing.doubts.first { throw AuditError.doubt(doubt) }
    if let stale = listing.entries.first(where: \.isStale) {
      throw StaleExport(id: stale.id)
    }
    for note in listing.notes { Terminal.note(note) }
    let commits = try Self.commits(of: Set(listing.entries.map(\.stage)))
    return listing.entries.map { ExportedNumber($0, commit: commits[$0.stage]) }
  }

  /// The commits that brought the records of stages, where HEAD holds them as they stand.
  private static func commits(of stages: Set<String>) throws -> [String: String] {
    guard let repository = try Repository.containing(".") else { return [:] }
    var commits: [String: String] = [:]
    for stage in stages {
      let path = Layout.record(of: stage, isMachine: false)
      guard try Files.status(path) != nil else { continue }
      switch try repository.lastChange(of: path) {
      case .committed(let commit), .shallow(let commit): commits[stage] = commit.id
      case .uncommitted, .untracked, .ignored, .outside: break
      }
    }
    return commits
  }

  /// Whether a byte may stand in the name of a stage or of an instance.
  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_.+@,%".utf8.contains(byte)
    }
  }

  private static func parts(_ pair: String) -> (stage: String, file: String) {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
  }
}

/// A number that would be written although something it rests on has changed.
struct StaleExport: Error, CustomStringConvertible {
  let id: String

  var description: String {
    "what \(Escaped(id)) rests on has changed since\n  hint: assay run"
  }
}
