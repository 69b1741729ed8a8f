// Things moved between file systems.

import CHost

extension Files {
  /// Moves what stands at a path to one where nothing stands, also on another file system: there all of
  /// it is copied, with its permissions, before any of it is removed.
  ///
  /// - Throws: what kept it from being copied; then it stands where it stood, and nothing elsewhere.
  package static func carry(_ path: String, to other: String) throws(HostError) {
    do { try rename(path, to: other) } catch HostError.failed(_, _, EXDEV) {
      try carryOver(path, to: other)
    }
  }

  static func carryOver(_ path: String, to other: String) throws(HostError) {
    do { try copyAll(path, to: other) } catch {
      try? removeTree(other)
      throw error
    }
    try removeTree(path)
  }

  private static func copyAll(_ path: String, to other: String) throws(HostError) {
    guard let status = try status(path, followingLinks: false) else {
      throw .failed(.copy, path: path, code: ENOENT)
    }
    switch status.kind {
    case .link: return try link(try linkText(of: path), at: other)
    case .file: _ = try copy(path, to: other, executable: status.isExecutable)
    case .folder:
      try makeFolders(other)
      for entry in try entries(of: path) {
        try copyAll("\(path)/\(entry.name)", to: "\(other)/\(entry.name)")
      }
    case .other: throw .failed(.copy, path: path, code: EXDEV)
    }
    // Last: a folder may forbid writing.
    try check(.setPermissions, other, host_set_permissions(HOST_HERE, other, status.permissions))
  }
}
