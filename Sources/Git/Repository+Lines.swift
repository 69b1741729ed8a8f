// Which commits brought the lines of a file as they now stand.

extension Repository {
  /// Who brought lines of a file as they stand in the working tree, keyed by their numbers, which
  /// count from 1: the answer of `git blame`.
  ///
  /// Lines end with a newline byte, so the question makes sense for every file, text or not. A
  /// symbolic link is followed.
  ///
  /// Renames are followed where a parent lacks the path: to a file that is gone with the same
  /// content, else to the most similar one by libgit2's measure, which near one half may judge
  /// otherwise than git's.
  /// - Throws: `noSuchPath`, `notAFile`, `noSuchLine`, `filtered`, `unreadable`, `missingObject`,
  ///   `damaged`.
  package func origins(
    ofLines lines: [Int], in path: String
  ) throws(GitError) -> [Int: LineOrigin] {
    guard let tracked = trackedTarget(path) else { return all(lines, .outside) }
    let file = try workingFile(tracked, asked: path)
    let count = file.lineCount
    for line in lines where !(1...max(1, count)).contains(line) || count == 0 {
      throw .noSuchLine(line, path: path, count: count)
    }
    guard let version = try headVersion(of: tracked) else { return all(lines, .notCommitted) }
    let (committed, new) = try split(lines, of: file, since: version)
    let sources = try LineTrace.sources(of: committed, in: version, through: history)
    return try all(new, .notCommitted).merging(told(sources)) { $1 }
  }

  private func all(_ lines: [Int], _ origin: LineOrigin) -> [Int: LineOrigin] {
    Dictionary(lines.map { ($0, origin) }) { one, _ in one }
  }

  /// The repository's name for a path, a link at its end followed.
  private func trackedTarget(_ path: String) -> String? {
    guard let tracked = paths.tracked(path) else { return nil }
    let place = paths.absolute(tracked)
    guard DiskEntry(at: place) == .link, let target = realPath(place) else { return tracked }
    return paths.tracked(target)
  }

  private func workingFile(_ tracked: String, asked: String) throws(GitError) -> WorkingFile {
    switch DiskEntry(at: paths.absolute(tracked)) {
    case .file: return try WorkingFile(tracked, paths, in: handle.pointer)
    case .absent, .link: throw .noSuchPath(asked)
    case .folder, .other: throw .notAFile(asked)
    }
  }

  private func headVersion(of tracked: String) throws(GitError) -> Version? {
    guard let head = try headID(), let entry = try history.entry(at: tracked, inCommit: head),
      entry.isFile
    else { return nil }
    return Version(commit: head, path: tracked, blob: entry.id)
  }

  /// Parts the lines of the working tree into those HEAD has, with their numbers there counted from
  /// 0, and those it does not have.
  private func split(
    _ lines: [Int], of file: WorkingFile, since version: Version
  ) throws(GitError) -> (committed: [LineTrace.Line], new: [Int]) {
    let blob = try history.blob(version.blob)
    let working = try file.asStored()
    let difference = try working.withUnsafeBufferPointer { (new) throws(GitError) in
      try blob.withBytes { (old) throws(GitError) in
        try history.difference(from: old, to: UnsafeRawBufferPointer(new))
      }
    }
    let asked = Set(lines).sorted().map { LineTrace.Line(asked: $0, number: $0 - 1) }
    let (committed, new) = difference.split(asked)
    return (committed, new.map(\.asked))
  }

  private func told(_ sources: [Int: LineTrace.Source]) throws(GitError) -> [Int: LineOrigin] {
    var commits: [ObjectID: Commit] = [:]
    var origins: [Int: LineOrigin] = [:]
    for (line, source) in sources {
      let id = source.version.commit
      let commit = if let known = commits[id] { known } else { try history.commit(id) }
      commits[id] = commit
      let path = paths.shown(source.version.path)
      origins[line] =
        try history.node(id).isBoundary
        ? .shallow(commit, path: path, line: source.number + 1)
        : .commit(commit, path: path, line: source.number + 1)
    }
    return origins
  }
}
