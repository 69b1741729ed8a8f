internal import CGit2

extension History {
  /// The file of a parent that became a version under its new name, if there is one: a file that is
  /// gone with the same content, else the one libgit2 finds most similar, at least by half.
  func formerVersion(of version: Version, in parent: ObjectID) throws(GitError) -> Version? {
    let difference = try difference(from: node(parent).tree, to: node(version.commit).tree)
    let gone = deltas(of: difference).filter { $0.status == GIT_DELTA_DELETED }
      .map {
        Version(
          commit: parent, path: String(cString: $0.old_file.path), blob: ObjectID($0.old_file.id))
      }
    guard !gone.isEmpty else { return nil }
    let same = gone.filter { $0.blob == version.blob }
    if !same.isEmpty {
      return same.first { names(of: $0.path).last == names(of: version.path).last } ?? same.first
    }
    return try similar(to: version, in: parent, among: difference)
  }

  private func similar(
    to version: Version, in parent: ObjectID, among difference: borrowing Owned
  ) throws(GitError) -> Version? {
    var options = git_diff_find_options()
    git_diff_find_options_init(&options, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION))
    options.flags = GIT_DIFF_FIND_RENAMES.rawValue
    let code = git_diff_find_similar(difference.pointer, &options)
    guard code >= 0 else { throw damage(Failure(code: code)) }
    for delta in deltas(of: difference) where delta.status == GIT_DELTA_RENAMED {
      guard String(cString: delta.new_file.path) == version.path else { continue }
      let path = String(cString: delta.old_file.path)
      return Version(commit: parent, path: path, blob: ObjectID(delta.old_file.id))
    }
    return nil
  }
}

/// Copies of the deltas: their paths live as long as the difference is neither freed nor changed.
private func deltas(of difference: borrowing Owned) -> [git_diff_delta] {
  (0..<git_diff_num_deltas(difference.pointer)).compactMap {
    git_diff_get_delta(difference.pointer, $0)?.pointee
  }
}
