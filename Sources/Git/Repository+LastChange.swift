// Which commit last changed a path as it now stands.

internal import CGit2

extension Repository {
  /// The commit that brought what stands at a path, a file's content or anything below a folder;
  /// at a merge the parent that has the same is followed.
  ///
  /// A file is compared by content, and by its executable bit where the repository minds it; a
  /// folder as `git status` does, new files included. A symbolic link must be committed itself;
  /// then the answer is about what it leads to.
  /// - Throws: `noSuchPath`, `filtered`, `unreadable`, `missingObject`, `damaged`.
  package func lastChange(of path: String) throws(GitError) -> LastChange {
    guard let tracked = paths.tracked(path) else { return .outside }
    guard let head = try headID(), let entry = try history.entry(at: tracked, inCommit: head)
    else { return try changeOutsideHistory(tracked) }
    guard try isUnchanged(tracked, since: entry) else { return .uncommitted }
    if entry.kind == .link, let target = realPath(paths.absolute(tracked)) {
      return try lastChange(of: target)
    }
    return try history.lastChange(of: entry, at: tracked, upTo: head)
  }

  /// The state of a path that HEAD does not have.
  private func changeOutsideHistory(_ tracked: String) throws(GitError) -> LastChange {
    if try isInIndex(tracked) { return .uncommitted }
    let isThere = DiskEntry(at: paths.absolute(tracked)) != .absent
    guard isThere else { throw .noSuchPath(paths.shown(tracked)) }
    var isIgnored: Int32 = 0
    git_ignore_path_is_ignored(&isIgnored, handle.pointer, tracked)
    return isIgnored == 1 ? .ignored : .untracked
  }

  /// Whether the index has the path, or something below it.
  private func isInIndex(_ tracked: String) throws(GitError) -> Bool {
    let repository = handle.pointer
    let index = try Owned(git_index_free, or: history.damage) {
      git_repository_index(&$0, repository)
    }
    if tracked.isEmpty { return git_index_entrycount(index.pointer) > 0 }
    var position = 0
    return git_index_get_bypath(index.pointer, tracked, 0) != nil
      || git_index_find_prefix(&position, index.pointer, tracked + "/") == 0
  }

  /// Whether the working tree has what HEAD has.
  private func isUnchanged(_ tracked: String, since entry: TreeEntry) throws(GitError) -> Bool {
    let path = paths.absolute(tracked)
    switch (entry.kind, DiskEntry(at: path)) {
    case (.folder, .folder), (.submodule, .folder): return try differing(at: tracked).isEmpty
    case (.link, .link):
      let text = try linkText(at: path, named: paths.shown(tracked))
      return try history.blob(entry.id).withBytes { $0.elementsEqual(text) }
    case (.file, .file(let executable)), (.program, .file(let executable)):
      guard executable == (entry.kind == .program) || !mindsExecutableBit else { return false }
      return try hasContent(of: entry, tracked)
    default: return false
    }
  }

  /// Whether a file has the content HEAD has.
  ///
  /// Where a filter program of the user's stands between, git's own notes of size and times decide,
  /// as long as they say "unchanged".
  private func hasContent(of entry: TreeEntry, _ tracked: String) throws(GitError) -> Bool {
    do throws(GitError) {
      return try WorkingFile(tracked, paths, in: handle.pointer).id() == entry.id
    } catch .filtered(let path, let program) {
      if try differing(at: tracked).isEmpty { return true }
      throw .filtered(path: path, by: program)
    }
  }

  private var mindsExecutableBit: Bool {
    var configuration: OpaquePointer?
    guard git_repository_config_snapshot(&configuration, handle.pointer) == 0 else { return true }
    defer { git_config_free(configuration) }
    var value: Int32 = 1
    git_config_get_bool(&value, configuration, "core.filemode")
    return value != 0
  }
}

extension History {
  /// The commit that last changed an entry, going back from one that has it.
  fileprivate func lastChange(
    of entry: TreeEntry, at path: String, upTo head: ObjectID
  ) throws(GitError) -> LastChange {
    var current = head
    while true {
      let node = try node(current)
      if node.isBoundary { return .shallow(try commit(current)) }
      guard let parent = try firstParent(of: node, having: entry, at: path) else {
        return .committed(try commit(current))
      }
      current = parent
    }
  }

  private func firstParent(
    of node: Node, having entry: TreeEntry, at path: String
  ) throws(GitError) -> ObjectID? {
    for parent in node.parents where try self.entry(at: path, inCommit: parent) == entry {
      return parent
    }
    return nil
  }
}
