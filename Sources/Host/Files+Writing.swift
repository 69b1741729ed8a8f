// Files written, renamed and removed whole.

import CHost

extension Files {
  /// Writes a whole file: its readers see the old bytes or the new ones, never a part.
  ///
  /// It is not forced to the disk; see `syncFilesystem(holding:)`.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: FileMode = .plain
  ) throws(HostError) {
    var new = try NewFile(.beside(path), mode)
    let code = bytes.withUnsafeBytes { host_write_all(new.file.number, $0.baseAddress, $0.count) }
    try check(.write, path, code)
    try new.name(path)
  }

  /// Writes a whole file as `write` does, and has it grow up in a folder of its own.
  ///
  /// What a kill leaves half done lies there and not beside the file. Where the folder is on another
  /// file system the file grows up beside its name all the same. The folders of a relative path are made,
  /// and those of `folder`; where a link leads to either nothing is written.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: FileMode = .plain, by folder: String
  ) throws(HostError) {
    try forbidNUL(path)
    var new = try NewFile(.folder(folder), mode)
    let code = bytes.withUnsafeBytes { host_write_all(new.file.number, $0.baseAddress, $0.count) }
    try check(.write, path, code)
    do { try new.name(path) } catch HostError.failed(_, _, EXDEV) {
      try write(bytes, to: path, mode: mode)
    }
  }

  /// Writes a whole text file.
  package static func write(
    _ text: String, to path: String, mode: FileMode = .plain
  ) throws(HostError) {
    try write(Array(text.utf8), to: path, mode: mode)
  }

  /// Gives a file, folder or link another name; what stood there before is gone.
  package static func rename(_ path: String, to other: String) throws(HostError) {
    try forbidNUL(path)
    try forbidNUL(other)
    try check(.rename, path, host_rename(HOST_HERE, path, HOST_HERE, other))
  }

  /// Removes a file or link.
  package static func remove(_ path: String) throws(HostError) {
    try forbidNUL(path)
    try check(.remove, path, host_remove_file(HOST_HERE, path))
  }

  /// Removes whatever stands at a path, a folder with all that is in it.
  ///
  /// No link is followed; folders are made writable where that is needed. Nothing there is no error.
  package static func removeTree(_ path: String) throws(HostError) {
    try forbidNUL(path)
    try check(.remove, path, host_remove_tree(HOST_HERE, path))
  }

  /// Removes a folder unless something is in it; `true` when it is gone.
  package static func removeFolder(_ path: String) throws(HostError) -> Bool {
    try forbidNUL(path)
    let code = host_remove_folder(HOST_HERE, path)
    if code == ENOTEMPTY { return false }
    try check(.remove, path, code)
    return true
  }

  /// Makes a symbolic link that holds a text.
  package static func link(_ text: String, at path: String) throws(HostError) {
    try forbidNUL(text)
    try forbidNUL(path)
    try check(.link, path, host_make_link(text, HOST_HERE, path))
  }

  /// Lets everyone execute a file who may read it, or nobody.
  package static func setExecutable(_ path: String, _ executable: Bool) throws(HostError) {
    guard let status = try status(path) else {
      throw .failed(.setPermissions, path: path, code: ENOENT)
    }
    let readers = (status.permissions & 0o444) >> 2
    let permissions = executable ? status.permissions | readers : status.permissions & ~0o111
    try check(.setPermissions, path, host_set_permissions(HOST_HERE, path, permissions))
  }

  /// Lets everyone read a file and nobody write to it.
  package static func makeReadOnly(_ path: String) throws(HostError) {
    try forbidNUL(path)
    try check(
      .setPermissions, path, host_set_permissions(HOST_HERE, path, FileMode.readOnly.rawValue))
  }

  /// Makes an empty folder with a new name in `$TMPDIR` or `/tmp`, for its owner alone.
  package static func temporaryFolder(_ prefix: String) throws(HostError) -> String {
    let place = Machine.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let path = "\(place)/\(prefix)-XXXXXX"
    try forbidNUL(path)
    var template = Array(path.utf8CString)
    let code = template.withUnsafeMutableBufferPointer {
      host_make_temporary_folder($0.baseAddress)
    }
    try check(.makeFolder, path, code)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Waits until the file system that holds a path has everything on its disk.
  package static func syncFilesystem(holding path: String) throws(HostError) {
    let file = try openReading(path)
    try check(.synchronize, path, host_sync_filesystem(file.number))
  }
}
