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
    let asked = Array(Set(lines))
    let origins = try origins(of: asked.map { Spot(line: $0, column: 1) }, in: path, nil)
    return Dictionary(uniqueKeysWithValues: zip(asked, origins))
  }

  /// Who first wrote what stands at spots of a file in the working tree.
  ///
  /// A line is followed as `origins(ofLines:in:)` does; what stands on a line that a commit touched
  /// is looked for by `follow` in the version before it, and followed on from there.
  /// - Parameters:
  ///   - spots: Where it stands.
  ///   - path: The file.
  ///   - isByLine: Whether the spots are lines of the file; else every version that differs is
  ///     compared by `follow`.
  ///   - follow: How to find something again; `nil` to ask for lines alone.
  /// - Returns: An answer for each spot, in their order.
  /// - Throws: As `origins(ofLines:in:)`.
  package func origins(
    of spots: [Spot], in path: String, isByLine: Bool = true, _ follow: Follow?
  ) throws(GitError) -> [LineOrigin] {
    guard let tracked = trackedTarget(path) else { return spots.map { _ in .outside } }
    let file = try workingFile(tracked, asked: path)
    let count = isByLine ? file.lineCount : 0
    for spot in spots where isByLine && !(spot.line >= 1 && spot.line <= count) {
      throw .noSuchLine(spot.line, path: path, count: count)
    }
    guard let version = try headVersion(of: tracked) else {
      return spots.map { _ in .notCommitted }
    }
    let pursuit = Pursuit(isByLine: isByLine, follow: follow)
    let asked = spots.enumerated().map {
      LineTrace.Line(asked: $0.offset, number: $0.element.line - 1, column: $0.element.column)
    }
    let committed = try committed(asked, of: file, since: version, pursuit)
    let sources = try LineTrace.sources(of: committed, in: version, through: history, pursuit)
    let origins = try told(sources)
    return spots.indices.map { origins[$0] ?? .notCommitted }
  }

  /// The repository's name for a path, a link at its end followed.
  func trackedTarget(_ path: String) -> String? {
    guard let tracked = paths.tracked(path) else { return nil }
    let place = paths.absolute(tracked)
    guard DiskEntry(at: place) == .link, let target = realPath(place) else { return tracked }
    return paths.tracked(target)
  }

  func workingFile(_ tracked: String, asked: String) throws(GitError) -> WorkingFile {
    switch DiskEntry(at: paths.absolute(tracked)) {
    case .file: return try WorkingFile(tracked, paths, in: handle.pointer)
    case .absent, .link: throw .noSuchPath(asked)
    case .folder, .other: throw .notAFile(asked)
    }
  }

  func headVersion(of tracked: String) throws(GitError) -> Version? {
    guard let head = try headID(), let entry = try history.entry(at: tracked, inCommit: head),
      entry.isFile
    else { return nil }
    return Version(commit: head, path: tracked, blob: entry.id)
  }

  /// What of the working tree HEAD has, with its place there.
  private func committed(
    _ asked: [LineTrace.Line], of file: WorkingFile, since version: Version, _ pursuit: Pursuit
  ) throws(GitError) -> [LineTrace.Line] {
    let blob = try history.blob(version.blob)
    let working = try file.asStored()
    if blob.withBytes({ $0.elementsEqual(working) }) { return asked }
    guard pursuit.isByLine else { return follow(asked, working, blob, version, nil, pursuit) }
    let difference = try working.withUnsafeBufferPointer { (new) throws(GitError) in
      try blob.withBytes { (old) throws(GitError) in
        try history.difference(from: old, to: UnsafeRawBufferPointer(new))
      }
    }
    let shared = difference.split(asked.sorted { $0.number < $1.number })
    guard !shared.brought.isEmpty, pursuit.mayFollow(difference) else { return shared.inherited }
    return shared.inherited
      + follow(shared.brought, working, blob, version, difference, pursuit)
  }

  private func follow(
    _ lines: [LineTrace.Line], _ working: [UInt8], _ blob: borrowing Blob, _ version: Version,
    _ difference: LineDiff?, _ pursuit: Pursuit
  ) -> [LineTrace.Line] {
    let newer = ComparedFile(
      path: version.path, bytes: working, lines: difference?.hunks.map(\.new))
    let older = ComparedFile(
      path: version.path, bytes: blob.withBytes { Array($0) },
      lines: difference?.hunks.map(\.old))
    return pursuit.split(lines, newer, older).taken
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
