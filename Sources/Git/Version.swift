/// A file as a commit has it.
struct Version: Hashable {
  let commit: ObjectID
  let path: String
  let blob: ObjectID
}

/// What the parents of a commit have where it has a version of a file.
enum Ancestry {
  /// One parent has the very same content.
  case unchanged(Version)
  /// These parents have other content; none where the file began.
  case changed([Version])
}

extension History {
  /// The versions a version was made from.
  ///
  /// The same path is looked for in all parents before a renamed file is; of parents with the same
  /// content the first stands for all.
  func ancestry(of version: Version) throws(GitError) -> Ancestry {
    let parents = try node(version.commit).parents
    var found = [Version?](repeating: nil, count: parents.count)
    for followsRenames in [false, true] {
      for (index, parent) in parents.enumerated() where found[index] == nil {
        guard let old = try ancestor(of: version, in: parent, byRename: followsRenames)
        else { continue }
        if old.blob == version.blob { return .unchanged(old) }
        if !found[..<index].contains(where: { $0?.blob == old.blob }) { found[index] = old }
      }
    }
    return .changed(found.compactMap(\.self))
  }

  private func ancestor(
    of version: Version, in parent: ObjectID, byRename: Bool
  ) throws(GitError) -> Version? {
    let entry = try entry(at: version.path, inCommit: parent)
    if let entry {
      guard !byRename, entry.isFile else { return nil }
      return Version(commit: parent, path: version.path, blob: entry.id)
    }
    return byRename ? try formerVersion(of: version, in: parent) : nil
  }
}
