// The few questions this room asks the file system itself: kinds, link texts, bytes, real paths.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stands at a path, symbolic links not followed.
enum DiskEntry: Equatable {
  case file(executable: Bool)
  case link
  case folder
  /// A device, a socket, a pipe.
  case other
  case absent

  init(at path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      self = .absent
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file(executable: status.st_mode & S_IXUSR != 0)
    case S_IFLNK: self = .link
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}

/// The path with every symbolic link in it followed; `nil` when something on the way is missing.
func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The file system something lies on; `nil` when there is nothing.
func device(of path: String) -> UInt64? {
  var status = stat()
  return stat(path, &status) == 0 ? UInt64(truncatingIfNeeded: status.st_dev) : nil
}

/// The text of a symbolic link; errors call it by the name given.
func linkText(at path: String, named name: String) throws(GitError) -> [UInt8] {
  var text = [CChar](repeating: 0, count: Int(PATH_MAX))
  let length = readlink(path, &text, text.count)
  guard length >= 0 else { throw .unreadable(path: name, reason: reason(errno)) }
  return text.prefix(length).map(UInt8.init(bitPattern:))
}

/// The bytes of a file; errors call it by the name given.
func fileBytes(at path: String, named name: String) throws(GitError) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw .unreadable(path: name, reason: reason(errno)) }
  defer { close(file) }
  var status = stat()
  fstat(file, &status)
  var bytes: [UInt8] = []
  bytes.reserveCapacity(Int(status.st_size) + 1)
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = block.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    if count == 0 { return bytes }
    if count > 0 {
      bytes.append(contentsOf: block.prefix(count))
    } else if errno != EINTR {
      throw .unreadable(path: name, reason: reason(errno))
    }
  }
}

private func reason(_ code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "" }
