/// The permissions a new file gets, before the umask takes its share.
package enum FileMode: UInt32, Sendable {
  case plain = 0o666
  case executable = 0o777
  /// For what must not change once it stands, a blob of the store.
  case readOnly = 0o444
}
