import CHost

/// What stands at a path: its kind, its permissions and its identity.
package struct FileStatus: Hashable, Sendable {
  /// The kinds of things a folder can hold.
  package enum Kind: Hashable, Sendable {
    case file, folder, link
    /// A socket, a device or a named pipe.
    case other
  }

  /// What it is.
  package let kind: Kind
  /// The lower twelve bits of its mode.
  package let permissions: UInt32
  /// What changes when its content may have.
  package let identity: FileIdentity

  /// Whether its owner may execute it.
  package var isExecutable: Bool { permissions & 0o100 != 0 }
}

extension FileStatus {
  init(_ status: host_status) {
    kind = Kind(status.kind)
    permissions = status.permissions
    identity = FileIdentity(
      device: status.device, inode: status.inode, size: status.size, modified: status.modified,
      changed: status.changed)
  }
}

extension FileStatus.Kind {
  init(_ kind: host_kind) {
    switch kind {
    case HOST_FILE: self = .file
    case HOST_FOLDER: self = .folder
    case HOST_LINK: self = .link
    default: self = .other
    }
  }
}
