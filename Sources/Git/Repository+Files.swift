// The files that a commit holds.

/// A file as HEAD has it, by its path in the project.
package struct TrackedFile: Hashable, Sendable {
  /// What git keeps at a path.
  package enum Kind: Sendable { case file, program, link, submodule }

  package let path: String
  package let kind: Kind
}

extension Repository {
  /// All that HEAD holds in the project's folder, sorted by the bytes of the paths; nothing before the
  /// first commit.
  package func filesAtHead() throws(GitError) -> [TrackedFile] {
    guard let head = try headID(),
      let top = try history.entry(at: paths.prefix, inCommit: head), top.kind == .folder
    else { return [] }
    var files: [TrackedFile] = []
    var pending = [(id: top.id, folder: "")]
    while let next = pending.popLast() {
      for (name, entry) in try history.children(of: next.id) {
        let path = next.folder + name
        switch entry.kind {
        case .folder: pending.append((entry.id, path + "/"))
        case .file: files.append(TrackedFile(path: path, kind: .file))
        case .program: files.append(TrackedFile(path: path, kind: .program))
        case .link: files.append(TrackedFile(path: path, kind: .link))
        case .submodule: files.append(TrackedFile(path: path, kind: .submodule))
        }
      }
    }
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
