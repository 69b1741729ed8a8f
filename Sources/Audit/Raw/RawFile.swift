package import Host
package import Pipeline
import Git

/// A raw file: what it is, who put it there, and what became of it since.
package struct RawFile: Sendable {
  /// A version that differs from the one before it.
  package struct Change: Sendable {
    /// Who changed it.
    package let authorship: Authorship
    /// The path it had then.
    package let path: String
    /// What changed.
    package let delta: FileDelta
  }

  /// The path.
  package let path: String
  /// The digest of what stands there.
  package let digest: Digest
  /// How many bytes it has.
  package let size: Int
  /// Where it comes from, as declared.
  package let origin: Origin
  /// The rule that says so.
  package let rule: SourceRule?
  /// Why it is left out, if it is.
  package let exclusion: Exclusion?
  /// Who first committed it, or why nobody did.
  package let first: Authorship
  /// Every later change, the oldest first; the last may not be committed.
  package let changes: [Change]
  /// What its head says.
  package let header: [HeaderFact]

  /// Whether it is not, value by value, what was first committed.
  package var isEdited: Bool { changes.contains { $0.delta != .spelling } }
}

extension Audit {
  /// The raw files with their history, all or those named.
  ///
  /// - Throws: `AuditError` for a file that is no raw data; a diagnostic for a false origin.
  package mutating func rawFiles(_ names: [String]) throws -> [RawFile] {
    let all = try rawFiles()
    for name in names where !all.contains(name) {
      throw AuditError.notRaw(name, near: Nearest.word(to: name, among: all))
    }
    let history = History()
    return try all.filter { names.isEmpty || names.contains($0) }.map { path in
      let bytes = try Files.read(path, limit: RecordedInputs.limit)
      let (first, changes) = history.changes(of: path)
      return RawFile(
        path: path, digest: Digest.of(bytes), size: bytes.count,
        origin: try origins.origin(of: path),
        rule: pipeline.source(of: path), exclusion: pipeline.exclusion(of: path), first: first,
        changes: changes, header: HeaderFacts(bytes, path: path).facts)
    }
  }
}

extension History {
  /// Who first committed a file, and what became of it since.
  fileprivate borrowing func changes(
    of path: String
  ) -> (first: Authorship, changes: [RawFile.Change]) {
    let last = lastChange(of: path)
    var first: Authorship?
    var changes: [RawFile.Change] = []
    let refusal = eachChange(of: path) { change, authorship in
      if let former = change.former {
        let delta = FileDelta(from: former, change.path, to: change.bytes, change.path)
        changes.append(RawFile.Change(authorship: authorship, path: change.path, delta: delta))
      } else if first == nil {
        first = authorship
      }
    }
    return (refusal ?? first ?? last, changes)
  }
}
