/// A commit and the files of the project in it.
package struct Committed {
  /// The commit.
  package let commit: Commit
  /// The name of its tree, 40 hexadecimal digits.
  package let tree: String
  /// What it has, by the paths of the project; no folders.
  let entries: [String: TreeEntry]

  /// The paths of the files, links left out, in no order.
  package var paths: [String] { entries.filter(\.value.isFile).map(\.key) }
}

extension Repository {
  /// More files than that are in no project; folders may name each other over and over.
  private static var most: Int { 1 << 22 }

  /// A commit with the files of the project in it; `nil` where this clone has no such commit.
  ///
  /// A folder whose object is not what its name says is not gone into: only such a one can hold itself.
  package func committed(_ id: String) throws(GitError) -> Committed? {
    guard let id = ObjectID(hexadecimal: id) else { return nil }
    let commit: Commit
    let root: ObjectID
    do throws(GitError) {
      commit = try history.commit(id)
      root = try history.node(id).tree
    } catch .missingObject {
      return nil
    }
    let database = try database()
    var rehash = Rehash()
    var entries: [String: TreeEntry] = [:]
    var pending: [(folder: String, id: ObjectID)] = []
    if let top = try history.entry(at: paths.prefix, in: root), top.kind == .folder {
      pending.append(("", top.id))
    }
    while let (folder, id) = pending.popLast() {
      guard rehash.check(id, folder, in: database) else { continue }
      guard entries.count + pending.count < Self.most else {
        throw .damaged(path: paths.workingTree, detail: "\(commit.id) has too many files")
      }
      for (name, entry) in try history.children(of: id) {
        if entry.kind == .folder {
          pending.append(("\(folder)\(name)/", entry.id))
        } else {
          entries[folder + name] = entry
        }
      }
    }
    return Committed(commit: commit, tree: root.hexadecimal, entries: entries)
  }

  /// The bytes that a commit has at a path; `nil` where it has no file.
  package func bytes(at path: String, of committed: Committed) throws(GitError) -> [UInt8]? {
    guard let entry = committed.entries[path], entry.isFile else { return nil }
    return try history.blob(entry.id).withBytes { Array($0) }
  }
}
