internal import CGit2

/// The commits of a repository and their trees, read when needed and kept for the next question.
///
/// It borrows the repository's handle: only `Repository` holds one, so it cannot outlive it.
final class History {
  /// The commits whose parents a shallow clone left out.
  let boundary: Set<ObjectID>
  private let repository: OpaquePointer
  private let path: String
  private var nodes: [ObjectID: Node] = [:]
  private var entries: [Name: TreeEntry?] = [:]
  /// The names of paths that were asked for, by number; walks ask for the same path in each commit.
  private var numbers: [[UInt8]: Int] = [:]
  private var recent: (path: String, names: [(name: Substring, number: Int)]) = ("", [])

  /// A commit as a step of a walk.
  struct Node {
    let tree: ObjectID
    /// The parents this clone has: none at the boundary of a shallow one.
    let parents: [ObjectID]
    /// When it was committed, in seconds since 1970.
    let time: Int64
    /// Whether there are parents that this clone does not have.
    let isBoundary: Bool
  }

  private struct Name: Hashable {
    let tree: ObjectID
    let number: Int
  }

  init(of repository: OpaquePointer, at path: String) throws(GitError) {
    self.repository = repository
    self.path = path
    let common = String(cString: git_repository_commondir(repository))
    let shallow = common + "shallow"
    guard git_repository_is_shallow(repository) == 1, DiskEntry(at: shallow) != .absent else {
      boundary = []
      return
    }
    let lines = String(decoding: try fileBytes(at: shallow, named: shallow), as: UTF8.self).split(
      separator: "\n")
    boundary = Set(lines.compactMap { ObjectID(hexadecimal: $0) })
  }

  /// What it means when an object or reference that must be there cannot be read.
  func damage(_ failure: Failure) -> GitError { .damaged(path: path, detail: failure.message) }

  /// A commit as a step of a walk.
  func node(_ id: ObjectID) throws(GitError) -> Node {
    if let node = nodes[id] { return node }
    let object = try object(id, git_commit_free) { git_commit_lookup(&$0, $1, $2) }
    let parents = (0..<git_commit_parentcount(object.pointer)).map {
      ObjectID(git_commit_parent_id(object.pointer, $0).pointee)
    }
    let isBoundary = !parents.isEmpty && boundary.contains(id)
    let node = Node(
      tree: ObjectID(git_commit_tree_id(object.pointer).pointee),
      parents: isBoundary ? [] : parents,
      time: git_commit_time(object.pointer), isBoundary: isBoundary)
    nodes[id] = node
    return node
  }

  /// What is told of a commit.
  func commit(_ id: ObjectID) throws(GitError) -> Commit {
    let object = try object(id, git_commit_free) { git_commit_lookup(&$0, $1, $2) }
    return Commit(object.pointer)
  }

  /// What a tree has at a path, the tree itself for the empty path; `nil` for nothing.
  func entry(at path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
    var entry = TreeEntry(id: tree, kind: .folder)
    for (name, number) in numbered(path) {
      guard entry.kind == .folder, let next = try child(name, number, of: entry.id) else {
        return nil
      }
      entry = next
    }
    return entry
  }

  private func numbered(_ path: String) -> [(name: Substring, number: Int)] {
    if recent.path.utf8.elementsEqual(path.utf8) { return recent.names }
    let names = names(of: path).map { name in
      let bytes = Array(name.utf8)
      let number = numbers[bytes] ?? numbers.count
      numbers[bytes] = number
      return (name, number)
    }
    recent = (path, names)
    return names
  }

  /// What a commit has at a path; `nil` for nothing.
  func entry(at path: String, inCommit commit: ObjectID) throws(GitError) -> TreeEntry? {
    try entry(at: path, in: node(commit).tree)
  }

  /// The content of a file.
  func blob(_ id: ObjectID) throws(GitError) -> Blob {
    Blob(try object(id, git_blob_free) { git_blob_lookup(&$0, $1, $2) }, id: id)
  }

  /// A tree with all it holds.
  func tree(_ id: ObjectID) throws(GitError) -> Owned {
    try object(id, git_tree_free) { git_tree_lookup(&$0, $1, $2) }
  }

  /// What a tree has, by name, in git's order.
  func children(of id: ObjectID) throws(GitError) -> [(name: String, entry: TreeEntry)] {
    let tree = try tree(id)
    return (0..<git_tree_entrycount(tree.pointer)).compactMap { index in
      git_tree_entry_byindex(tree.pointer, index).map {
        (String(cString: git_tree_entry_name($0)), TreeEntry($0))
      }
    }
  }

  /// The difference between two trees.
  func difference(from old: ObjectID, to new: ObjectID) throws(GitError) -> Owned {
    let old = try tree(old)
    let new = try tree(new)
    let (before, after) = (old.pointer, new.pointer)
    return try Owned(git_diff_free, or: damage) {
      git_diff_tree_to_tree(&$0, repository, before, after, nil)
    }
  }

  /// The difference between two versions of a file.
  func difference(
    from old: UnsafeRawBufferPointer, to new: UnsafeRawBufferPointer
  ) throws(GitError) -> LineDiff {
    do throws(Failure) { return try LineDiff(from: old, to: new) } catch { throw damage(error) }
  }

  private func child(
    _ name: Substring, _ number: Int, of tree: ObjectID
  ) throws(GitError) -> TreeEntry? {
    let key = Name(tree: tree, number: number)
    if let known = entries[key] { return known }
    let tree = try self.tree(tree)
    let entry = git_tree_entry_byname(tree.pointer, String(name)).map { TreeEntry($0) }
    entries[key] = .some(entry)
    return entry
  }

  private func object(
    _ id: ObjectID, _ free: @escaping (OpaquePointer?) -> Void,
    _ look: (inout OpaquePointer?, OpaquePointer, UnsafePointer<git_oid>) -> Int32
  ) throws(GitError) -> Owned {
    var raw = id.raw
    let failure = { (failure: Failure) -> GitError in
      failure.isAbsence
        ? .missingObject(id: id.hexadecimal, path: self.path) : self.damage(failure)
    }
    return try Owned(free, or: failure) {
      look(&$0, repository, &raw)
    }
  }
}
