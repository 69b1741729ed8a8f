// What stood in the project at a commit: its files, and what became different since.

internal import CGit2

/// A commit by the name that a person gave it, to read the project as it was then.
package struct Revision {
  /// As it was named: `HEAD~3`, a branch, a tag, the first digits of a commit.
  package let name: String
  /// The commit.
  package let commit: Commit
  let id: ObjectID
}

extension Repository {
  /// The commit that a name leads to.
  ///
  /// - Throws: `noSuchRevision`, `ambiguousRevision`, `missingObject`, `damaged`.
  package func revision(_ name: String) throws(GitError) -> Revision {
    let repository = handle.pointer
    let none = GitError.noSuchRevision(name, isShallow: isShallow)
    let meant = try Owned(
      git_object_free,
      or: { $0.code == GIT_EAMBIGUOUS.rawValue ? .ambiguousRevision(name) : none }
    ) { git_revparse_single(&$0, repository, name) }
    let object = meant.pointer
    let commit = try Owned(git_object_free, or: { _ in none }) {
      git_object_peel(&$0, object, GIT_OBJECT_COMMIT)
    }
    guard let id = git_object_id(commit.pointer).map({ ObjectID($0.pointee) }) else { throw none }
    return Revision(name: name, commit: try history.commit(id), id: id)
  }

  /// The bytes of a file of the project at a revision; `nil` when no file stood there.
  package func bytes(of path: String, at revision: Revision) throws(GitError) -> [UInt8]? {
    guard let entry = try history.entry(at: tracked(path), inCommit: revision.id),
      entry.isFile
    else { return nil }
    return try history.blob(entry.id).withBytes { Array($0) }
  }

  /// The paths of all files in a folder of the project at a revision, at any depth.
  package func files(in folder: String, at revision: Revision) throws(GitError) -> [String] {
    guard let entry = try history.entry(at: tracked(folder), inCommit: revision.id),
      entry.kind == .folder
    else { return [] }
    var seen: Set<ObjectID> = []
    return try files(in: entry.id, folder, &seen, skippingSeen: false).map(\.path)
  }

  /// The paths of the project whose files differ between two revisions, or between one and the
  /// working tree; what git ignores does not count.
  package func paths(
    changedFrom old: Revision, to new: Revision?
  ) throws(GitError) -> Set<String> {
    guard let end = try end(new) else { return [] }
    let difference = try history.difference(
      from: history.node(old.id).tree, to: history.node(end).tree)
    var changed: Set<String> = []
    for index in 0..<git_diff_num_deltas(difference.pointer) {
      guard let delta = git_diff_get_delta(difference.pointer, index)?.pointee else { continue }
      for file in [delta.old_file, delta.new_file] { changed.insert(String(cString: file.path)) }
    }
    if new == nil { changed.formUnion(try differing(at: paths.prefix)) }
    let prefix = paths.prefix
    return Set(changed.filter { prefix.isEmpty || $0.hasPrefix(prefix + "/") }.map(paths.shown))
  }

  /// The commit of a revision, or HEAD; `nil` before the first commit.
  private func end(_ revision: Revision?) throws(GitError) -> ObjectID? {
    if let revision { return revision.id }
    return try headID()
  }

  /// The repository's name for a path of the project as a commit has it: whatever lies there now.
  private func tracked(_ path: String) -> String {
    if path == "." { return paths.prefix }
    return paths.prefix.isEmpty ? path : "\(paths.prefix)/\(path)"
  }
}

// MARK: - Who did it

extension Repository {
  /// The commits that a revision, or HEAD, has and another one has not, for each path those that
  /// changed it, the latest first.
  ///
  /// A merge counts only where it has something that none of its parents had.
  package func commits(
    since old: Revision, upTo new: Revision?, changing wanted: Set<String>
  ) throws(GitError) -> [String: [Commit]] {
    guard let end = try end(new), !wanted.isEmpty else { return [:] }
    let known = try reached(from: [old.id], beside: [])
    var found: [String: [Commit]] = [:]
    for id in try reached(from: [end], beside: known) {
      let node = try history.node(id)
      for path in wanted {
        let tracked = tracked(path)
        let entry = try history.entry(at: tracked, inCommit: id)
        var isOwn = !node.isBoundary && (entry != nil || !node.parents.isEmpty)
        for parent in node.parents where isOwn {
          if try history.entry(at: tracked, inCommit: parent) == entry { isOwn = false }
        }
        if isOwn { found[path, default: []].append(try history.commit(id)) }
      }
    }
    return found.mapValues { commits in
      commits.sorted { ($1.seconds, $0.id) < ($0.seconds, $1.id) }
    }
  }

  /// All commits that lead to some, these among them, but for those known already.
  private func reached(
    from ends: [ObjectID], beside known: Set<ObjectID>
  ) throws(GitError) -> Set<ObjectID> {
    var reached: Set<ObjectID> = []
    var pending = ends
    while let id = pending.popLast() {
      guard !known.contains(id), reached.insert(id).inserted else { continue }
      pending += try history.node(id).parents
    }
    return reached
  }

  /// Who brought lines of a file as they stood at a revision, keyed by their numbers, which count
  /// from 1; a line that the file did not have has no answer.
  package func origins(
    ofLines lines: [Int], in path: String, at revision: Revision
  ) throws(GitError) -> [Int: LineOrigin] {
    guard let entry = try history.entry(at: tracked(path), inCommit: revision.id),
      entry.isFile
    else { return [:] }
    let count = try history.blob(entry.id).withBytes { bytes in
      bytes.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    }
    let asked = Set(lines).filter { (1...count).contains($0) }.sorted()
    let sources = try LineTrace.sources(
      of: asked.map { LineTrace.Line(asked: $0, number: $0 - 1) },
      in: Version(commit: revision.id, path: tracked(path), blob: entry.id), through: history,
      Pursuit(isByLine: true, follow: nil))
    var origins: [Int: LineOrigin] = [:]
    for (line, source) in sources {
      let id = source.version.commit
      let (commit, path) = (try history.commit(id), paths.shown(source.version.path))
      origins[line] =
        try history.node(id).isBoundary
        ? .shallow(commit, path: path, line: source.number + 1)
        : .commit(commit, path: path, line: source.number + 1)
    }
    return origins
  }
}
