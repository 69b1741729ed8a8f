// What files say in all the commits that something still leads to.

internal import CGit2

extension Repository {
  /// How far back commits are looked at.
  package enum Reach: Sendable {
    /// Those that a reference, a stash or the HEAD of a worktree names.
    case tips
    /// These and all before them.
    case history
  }

  /// Hands out each version of the wanted files in a folder of the project, and in the folders in it,
  /// once; returns how many commits were looked at.
  package func versions(
    ofFilesIn folder: String, _ reach: Reach, where isWanted: (_ path: String) -> Bool,
    take: ([UInt8]) -> Void
  ) throws(GitError) -> Int {
    let tracked = paths.prefix.isEmpty ? folder : "\(paths.prefix)/\(folder)"
    var seen: Set<ObjectID> = []
    var commits: Set<ObjectID> = []
    var pending = try tips()
    while let id = pending.popLast() {
      guard commits.insert(id).inserted else { continue }
      if reach == .history { pending += try history.node(id).parents }
      guard let entry = try history.entry(at: tracked, inCommit: id), entry.kind == .folder else {
        continue
      }
      for file in try files(in: entry.id, folder, &seen) where isWanted(file.path) {
        if seen.insert(file.id).inserted { take(try history.blob(file.id).withBytes { Array($0) }) }
      }
    }
    return commits.count
  }

  /// The files of a tree, less those in trees that were looked at before, if these are to be skipped.
  func files(
    in tree: ObjectID, _ folder: String, _ seen: inout Set<ObjectID>, skippingSeen: Bool = true
  ) throws(GitError) -> [(path: String, id: ObjectID)] {
    var files: [(path: String, id: ObjectID)] = []
    var pending = [(tree, folder)]
    while let (id, folder) = pending.popLast() {
      guard seen.insert(id).inserted || !skippingSeen else { continue }
      for (name, entry) in try history.children(of: id) {
        let path = "\(folder)/\(name)"
        if entry.kind == .folder { pending.append((entry.id, path)) }
        if entry.isFile { files.append((path, entry.id)) }
      }
    }
    return files
  }

  /// The commits that references, stashes and worktrees name.
  private func tips() throws(GitError) -> [ObjectID] {
    try referenced() + stashed() + detached()
  }

  /// What all references name: branches, those of remotes too, tags, and whatever else there is.
  private func referenced() throws(GitError) -> [ObjectID] {
    let repository = handle.pointer
    let iterator = try Owned(git_reference_iterator_free, or: history.damage) {
      git_reference_iterator_new(&$0, repository)
    }
    var tips: [ObjectID] = []
    while true {
      var next: OpaquePointer?
      let code = git_reference_next(&next, iterator.pointer)
      if code == GIT_ITEROVER.rawValue { return tips }
      guard code >= 0, let next else { throw history.damage(Failure(code: code)) }
      let reference = Owned(next, git_reference_free)
      // One that only names another reference says nothing of its own.
      guard let target = git_reference_target(reference.pointer)?.pointee else { continue }
      if let commit = try commit(in: ObjectID(target)) { tips.append(commit) }
    }
  }

  /// The commit that an object is, or leads to as a tag; `nil` for a tree or a file.
  private func commit(in id: ObjectID) throws(GitError) -> ObjectID? {
    var raw = id.raw
    let repository = handle.pointer
    let missing = GitError.missingObject(id: id.hexadecimal, path: paths.workingTree)
    let object = try Owned(
      git_object_free, or: { $0.isAbsence ? missing : history.damage($0) }
    ) { git_object_lookup(&$0, repository, &raw, GIT_OBJECT_ANY) }
    var peeled: OpaquePointer?
    let code = git_object_peel(&peeled, object.pointer, GIT_OBJECT_COMMIT)
    if code == GIT_EPEEL.rawValue || code == GIT_EINVALIDSPEC.rawValue { return nil }
    guard code >= 0, let peeled else { throw history.damage(Failure(code: code)) }
    let commit = Owned(peeled, git_object_free)
    return git_object_id(commit.pointer).map { ObjectID($0.pointee) }
  }

  /// All stashes, the older ones too, with what they keep of the index and of untracked files.
  private func stashed() throws(GitError) -> [ObjectID] {
    let repository = handle.pointer
    // Asked only where there is one: reading a log that is missing would make it.
    guard git_reference_has_log(repository, "refs/stash") == 1 else { return [] }
    let log = try Owned(git_reflog_free, or: history.damage) {
      git_reflog_read(&$0, repository, "refs/stash")
    }
    var tips: [ObjectID] = []
    for index in 0..<git_reflog_entrycount(log.pointer) {
      guard let entry = git_reflog_entry_byindex(log.pointer, index),
        let id = git_reflog_entry_id_new(entry)
      else { continue }
      tips.append(ObjectID(id.pointee))
      tips += try history.node(ObjectID(id.pointee)).parents.dropFirst()
    }
    return tips
  }

  /// The commits of worktrees that stand on no branch.
  private func detached() throws(GitError) -> [ObjectID] {
    let common = String(cString: git_repository_commondir(handle.pointer))
    var heads = ["\(common)HEAD"]
    var names = git_strarray()
    let code = git_worktree_list(&names, handle.pointer)
    guard code >= 0 else { throw history.damage(Failure(code: code)) }
    defer { git_strarray_dispose(&names) }
    for index in 0..<names.count {
      guard let name = names.strings[index] else { continue }
      heads.append("\(common)worktrees/\(String(cString: name))/HEAD")
    }
    var tips: [ObjectID] = []
    for head in heads where DiskEntry(at: head) != .absent {
      let text = String(decoding: try fileBytes(at: head, named: head), as: UTF8.self)
      if let id = ObjectID(hexadecimal: text.prefix { $0 != "\n" }) { tips.append(id) }
    }
    return tips
  }
}
