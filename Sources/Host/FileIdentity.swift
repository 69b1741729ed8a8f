/// What changes when a file's content may have: equal identities mean the bytes were not touched.
///
/// The time of change is the kernel's own and cannot be set back, so that an edit whose
/// modification time was restored is noticed as well.
package struct FileIdentity: Hashable, Sendable {
  /// The file system the file is on.
  package let device: UInt64
  /// The file's number there.
  package let inode: UInt64
  /// Its length in bytes.
  package let size: UInt64
  /// When its content was last modified, in nanoseconds since 1970.
  package let modified: Int64
  /// When its content, name or permissions last changed, in nanoseconds since 1970.
  package let changed: Int64

  /// An identity from its parts, as a snapshot keeps them.
  package init(device: UInt64, inode: UInt64, size: UInt64, modified: Int64, changed: Int64) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }
}
