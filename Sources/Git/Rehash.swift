internal import CGit2

/// Objects of the repository hashed again: git itself reads them by their names and believes those.
package struct Rehash: Sendable {
  /// An object that is not what its name says, or cannot be read.
  package struct Broken: Hashable, Sendable {
    /// Its name, 40 hexadecimal digits.
    package let id: String
    /// The file or folder of the project that it is; `nil` for a commit.
    package let path: String?
    /// What is wrong with it.
    package let reason: String
  }

  /// How many objects were hashed.
  package private(set) var count = 0
  /// Those that do not hold.
  package private(set) var broken: [Broken] = []
  /// Whether each object that was seen is what its name says.
  private var seen: [ObjectID: Bool] = [:]

  /// Nothing hashed yet.
  package init() {}

  /// Hashes an object, if it was not yet; whether it is what its name says.
  @discardableResult
  mutating func check(_ id: ObjectID, _ path: String?, in database: borrowing Owned) -> Bool {
    if let known = seen[id] { return known }
    count += 1
    let reason = fault(of: id, in: database)
    if let reason { broken.append(Broken(id: id.hexadecimal, path: path, reason: reason)) }
    seen[id] = reason == nil
    return reason == nil
  }

  private func fault(of id: ObjectID, in database: borrowing Owned) -> String? {
    var raw = id.raw
    var read: OpaquePointer?
    let code = git_odb_read(&read, database.pointer, &raw)
    guard code >= 0, let read else { return Failure(code: code).message }
    let object = Owned(read, git_odb_object_free)
    var name = git_oid()
    git_odb_hash(
      &name, git_odb_object_data(object.pointer), git_odb_object_size(object.pointer),
      git_odb_object_type(object.pointer))
    let found = ObjectID(name)
    return found == id ? nil : "its bytes are those of \(found.hexadecimal)"
  }
}

extension Repository {
  /// Hashes a commit again, and of it all files at some paths with the folders that lead to them.
  package func rehash(
    _ committed: Committed, _ paths: [String], into rehash: inout Rehash
  ) throws(GitError) {
    let database = try database()
    guard let commit = ObjectID(hexadecimal: committed.commit.id),
      let root = ObjectID(hexadecimal: committed.tree)
    else { return }
    rehash.check(commit, nil, in: database)
    rehash.check(root, ".", in: database)
    for path in paths {
      let tracked = self.paths.prefix.isEmpty ? path : "\(self.paths.prefix)/\(path)"
      var folder = ""
      for name in names(of: tracked).dropLast() {
        folder += folder.isEmpty ? name : "/\(name)"
        guard let entry = try history.entry(at: folder, in: root) else { break }
        rehash.check(entry.id, self.paths.shown(folder), in: database)
      }
      if let file = committed.entries[path] { rehash.check(file.id, path, in: database) }
    }
  }

  /// Hashes a commit and all commits before it again; whether another one is among them.
  package func rehash(
    commitsTo tip: String, lookingFor other: String, into rehash: inout Rehash
  ) throws(GitError) -> Bool {
    let database = try database()
    var pending = [ObjectID(hexadecimal: tip)].compactMap(\.self)
    var seen = Set(pending)
    while let id = pending.popLast() {
      rehash.check(id, nil, in: database)
      for parent in try history.node(id).parents where seen.insert(parent).inserted {
        pending.append(parent)
      }
    }
    return ObjectID(hexadecimal: other).map(seen.contains) ?? false
  }

  /// The objects by their names.
  func database() throws(GitError) -> Owned {
    let repository = handle.pointer
    return try Owned(git_odb_free, or: history.damage) { git_repository_odb(&$0, repository) }
  }
}
