// Every version of a file, from the first to what stands in the working tree.

/// One version of a file that differs from the one before it.
package struct FileChange {
  /// The commit that brought it; `nil` for what stands in the working tree and is in no commit.
  package let commit: Commit?
  /// Whether the history of this clone ends here: the version is from this commit or from before.
  package let isBoundary: Bool
  /// The path it had, as the project names it.
  package let path: String
  /// What the file held then.
  package let bytes: [UInt8]
  /// What it held before; `nil` where it began.
  ///
  /// At a merge that is neither of its parents, what the
  /// first one of them held.
  package let former: [UInt8]?
}

extension Repository {
  /// Hands out the versions of a file, the oldest first, each once; renames are followed.
  ///
  /// A commit that leaves the content alone is passed over, and so is a merge that takes it from one
  /// side. Nothing is handed out of a file that HEAD does not have.
  /// - Throws: As `origins(ofLines:in:)`.
  package func changes(
    of path: String, take: (FileChange) -> Void
  ) throws(GitError) {
    guard let tracked = trackedTarget(path), let version = try headVersion(of: tracked) else {
      return
    }
    for (version, parents) in try history.versions(before: version).reversed() {
      let former = if let parent = parents.first { try bytes(of: parent) } else { [UInt8]?.none }
      take(
        FileChange(
          commit: try history.commit(version.commit),
          isBoundary: try history.node(version.commit).isBoundary,
          path: paths.shown(version.path), bytes: try bytes(of: version), former: former))
    }
    let working = try workingFile(tracked, asked: path).asStored()
    let committed = try bytes(of: version)
    guard working != committed else { return }
    take(
      FileChange(
        commit: nil, isBoundary: false, path: path, bytes: working, former: committed))
  }

  private func bytes(of version: Version) throws(GitError) -> [UInt8] {
    try history.blob(version.blob).withBytes { Array($0) }
  }
}

extension History {
  /// The versions that led to one, itself first, each with those it was made from; the latest
  /// commits come first.
  fileprivate func versions(
    before last: Version
  ) throws(GitError) -> [(version: Version, parents: [Version])] {
    var versions: [(version: Version, parents: [Version])] = []
    var waiting = [(version: last, time: try node(last.commit).time)]
    var seen: Set<Version> = [last]
    while let latest = waiting.indices.max(by: { waiting[$0].time < waiting[$1].time }) {
      let version = waiting.remove(at: latest).version
      let next: [Version]
      switch try ancestry(of: version) {
      case .unchanged(let parent): next = [parent]
      case .changed(let parents):
        versions.append((version, parents))
        next = parents
      }
      for version in next where seen.insert(version).inserted {
        waiting.append((version, try node(version.commit).time))
      }
    }
    return versions
  }
}
