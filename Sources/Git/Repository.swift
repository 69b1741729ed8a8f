internal import CGit2

/// The git repository around a project, open for reading.
///
/// Nothing is ever written to it.
///
/// All paths are relative to the project's folder, with `/` between names. Answers are about the
/// working tree as it stands when asked. Not honoured, unlike git itself: `GIT_DIR` and its like,
/// replacement objects, `.mailmap`.
package struct Repository: ~Copyable {
  let handle: Owned
  let paths: ProjectPaths
  let history: History

  /// Opens the repository a folder lies in, searching upward; `nil` when there is none.
  package static func containing(_ folder: String) throws(GitError) -> Repository? {
    guard let handle = try opened(around: folder) else { return nil }
    guard let tree = git_repository_workdir(handle.pointer).map({ String(cString: $0) }) else {
      throw .bare(path: folder)
    }
    guard let workingTree = realPath(tree), let project = realPath(folder) else {
      throw .damaged(path: folder, detail: "its working tree \(tree) does not exist")
    }
    let paths = ProjectPaths(workingTree: workingTree, project: project)
    let history = try History(of: handle.pointer, at: workingTree)
    return Repository(handle: handle, paths: paths, history: history)
  }

  /// Whether the history of this clone was cut off (`git clone --depth`).
  package var isShallow: Bool { !history.boundary.isEmpty }

  /// What the working tree was checked out from.
  package func head() throws(GitError) -> Head {
    guard let id = try headID() else { return .unborn(branch: try branch()) }
    let commit = try history.commit(id)
    return git_repository_head_detached(handle.pointer) == 1
      ? .detached(commit) : .branch(try branch(), commit)
  }

  /// The commit HEAD leads to; `nil` before the first one.
  func headID() throws(GitError) -> ObjectID? {
    if git_repository_head_unborn(handle.pointer) == 1 { return nil }
    var id = git_oid()
    let code = git_reference_name_to_id(&id, handle.pointer, "HEAD")
    guard code >= 0 else { throw history.damage(Failure(code: code)) }
    return ObjectID(id)
  }

  private func branch() throws(GitError) -> String {
    let repository = handle.pointer
    let head = try Owned(git_reference_free, or: history.damage) {
      git_reference_lookup(&$0, repository, "HEAD")
    }
    let target = git_reference_symbolic_target(head.pointer).map { String(cString: $0) } ?? ""
    let prefix = "refs/heads/"
    return target.hasPrefix(prefix) ? String(target.dropFirst(prefix.count)) : target
  }
}
