/// Translates between the paths of the project and those of the repository around it, which need
/// not begin at the same folder and may be reached through symbolic links.
struct ProjectPaths {
  /// The repository's working tree, its real path without a final slash.
  let workingTree: String
  /// The project's folder, its real path.
  let project: String

  /// The project's folder as the repository names it; empty for the working tree itself.
  var prefix: String { below(workingTree, project) ?? "" }

  /// The repository's name for a path of the project; empty for the working tree itself, `nil` for
  /// what is not of this repository.
  ///
  /// Links on the way are followed, one at the end is not.
  func tracked(_ path: String) -> String? {
    guard let tracked = below(workingTree, resolved(path)) else { return nil }
    var folder = workingTree
    for name in names(of: tracked).dropLast() {
      folder += "/" + name
      if DiskEntry(at: folder + "/.git") != .absent { return nil }
    }
    return tracked
  }

  /// The project's name for a path of the repository.
  func shown(_ tracked: String) -> String {
    let folder = names(of: prefix)
    let names = names(of: tracked)
    let common = zip(folder, names).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    let up = repeatElement("..", count: folder.count - common)
    return (up + names.dropFirst(common).map(String.init)).joined(separator: "/")
  }

  /// Where a path of the repository lies on disk.
  func absolute(_ tracked: String) -> String {
    tracked.isEmpty ? workingTree : workingTree + "/" + tracked
  }

  /// The real path of a path's folder, and its last name.
  ///
  /// What does not exist (any more) is taken as it is written.
  private func resolved(_ path: String) -> String {
    let path = path.utf8.first == UInt8(ascii: "/") ? path : project + "/" + path
    var names = Git.names(of: path).map(String.init).filter { $0 != "." }
    guard let last = names.last, last != ".." else { return realPath(path) ?? path }
    names.removeLast()
    var rest = [last]
    while true {
      if let real = realPath("/" + names.joined(separator: "/")) {
        return (real == "/" ? "" : real) + "/" + rest.joined(separator: "/")
      }
      rest.insert(names.removeLast(), at: 0)
    }
  }

  /// The part of a path below a folder, empty for the folder itself; `nil` for one outside.
  private func below(_ folder: String, _ path: String) -> String? {
    if path.utf8.elementsEqual(folder.utf8) { return "" }
    let folder = folder == "/" ? folder : folder + "/"
    guard path.utf8.starts(with: folder.utf8) else { return nil }
    return String(decoding: path.utf8.dropFirst(folder.utf8.count), as: UTF8.self)
  }
}

/// The names a path is made of.
///
/// Bytes decide: a name may begin with a combining letter, which to Swift is one character with the
/// slash before it.
func names(of path: String) -> [Substring] {
  path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
}
