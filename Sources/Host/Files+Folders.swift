// Folders made, and things moved into them, without leaving the project.

import CHost

extension Files {
  /// Makes a folder and all above it that are missing.
  ///
  /// A relative path is followed from the root without passing a symbolic link and without leaving
  /// the root; an absolute one, which is the caller's own, is followed as it stands.
  /// - Throws: `HostError.leadsOutside` when a link stands in the way.
  package static func makeFolders(
    _ path: String, beneath root: String = "."
  ) throws(HostError) {
    _ = try openFolders(path, beneath: root, for: path)
  }

  /// Moves what stands at a path to one below a root, never through a symbolic link, making the
  /// folders it goes to; a file that stood there is gone.
  ///
  /// - Throws: `HostError.leadsOutside` when the way there leads through a link or is absolute.
  package static func move(
    _ path: String, to other: String, beneath root: String = "."
  ) throws(HostError) {
    try forbidNUL(path)
    let folder = try openParent(of: other, beneath: root)
    let code = host_rename(HOST_HERE, path, folder.number, split(other).name)
    guard code != EXDEV else {
      return try carryOver(path, to: root == "." ? other : "\(root)/\(other)")
    }
    try check(.rename, path, code)
  }

  /// Opens the folder above a relative path, which is made as `makeFolders` makes it.
  static func openParent(
    of path: String, beneath root: String
  ) throws(HostError) -> Descriptor {
    guard !isAbsolute(path) else { throw .leadsOutside(path: path) }
    return try openFolders(split(path).parent, beneath: root, for: path)
  }

  /// Opens a folder, making it and what is missing above it, for the sake of a path in it.
  private static func openFolders(
    _ folder: String, beneath root: String, for path: String
  ) throws(HostError) -> Descriptor {
    try forbidNUL(path)
    let isAbsolute = isAbsolute(folder)
    // Nearly always it is there: one call finds it from the working directory.
    if root == ".", !isAbsolute,
      let found = try opened(folder, in: HOST_HERE, followingLinks: false, path)
    {
      return found
    }
    let base = try openRoot(isAbsolute ? "/" : root)
    if let found = try opened(folder, in: base.number, followingLinks: isAbsolute, path) {
      return found
    }
    // The nearest folder that exists, then one more at each step.
    var missing: [String] = []
    var above = folder
    var folder = base
    while !above.isEmpty {
      let (parent, name) = split(above)
      missing.append(name)
      above = parent
      guard !above.isEmpty else { break }
      if let found = try opened(above, in: folder.number, followingLinks: isAbsolute, path) {
        folder = found
        break
      }
    }
    for name in missing.reversed() where !name.isEmpty {
      let code = host_make_folder(folder.number, name)
      guard code == 0 || code == EEXIST else {
        throw .failed(.makeFolder, path: path, code: code)
      }
      guard
        let below = try opened(name, in: folder.number, followingLinks: isAbsolute, path)
      else { throw .failed(.makeFolder, path: path, code: ENOENT) }
      folder = below
    }
    return folder
  }

  static func isAbsolute(_ path: String) -> Bool {
    path.utf8.first == UInt8(ascii: "/")
  }

  private static func openRoot(_ root: String) throws(HostError) -> Descriptor {
    try forbidNUL(root)
    return try Descriptor(.inspect, root) { host_open_folder(HOST_HERE, root, &$0) }
  }

  /// Opens a folder in another, or answers `nil` when it does not exist.
  private static func opened(
    _ name: String, in base: Int32, followingLinks: Bool, _ path: String
  ) throws(HostError) -> Descriptor? {
    var number: Int32 = -1
    let code =
      followingLinks
      ? host_open_folder(base, name, &number) : host_open_beneath(base, name, &number)
    switch code {
    case 0: return Descriptor(number)
    case ENOENT: return nil
    case ELOOP, EXDEV: throw .leadsOutside(path: path)
    default: throw .failed(.makeFolder, path: path, code: code)
    }
  }

  /// A path's folder, empty for none, and its last name.
  static func split(_ path: String) -> (parent: String, name: String) {
    // By bytes: a letter's accent may stand first in a name, and then is one character with the /.
    guard let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (String(path[..<cut]), String(path[path.utf8.index(after: cut)...]))
  }
}
