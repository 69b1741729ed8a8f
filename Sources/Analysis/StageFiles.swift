#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Whole files of a stage: read at once, and written so that none is ever half there.
enum StageFiles {
  /// The content of a file.
  static func read(_ path: String) throws(StageFault) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(path, errno) }
    defer { close(file) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Self.read(file, bytes)
      }
      guard count >= 0 else { throw .unreadable(path, errno) }
      if count == 0 { return content }
      content += buffer[..<count]
    }
  }

  /// Writes files into a folder; it and the folders within are made where they are not there.
  ///
  /// Each is written under another name first, and they take their names when all are written.
  static func write(_ files: [ResultFile], into folder: String) throws(StageFault) {
    try makeFolder(folder)
    var written: [String] = []
    do throws(StageFault) {
      for file in files {
        let names = file.name.split(separator: "/")
        let parent = ([folder[...]] + names.dropLast()).joined(separator: "/")
        if names.count > 1 { try makeFolder(parent) }
        written.append("\(parent)/.\(names.last ?? "").part")
        try write(file.bytes, to: written[written.count - 1])
      }
      for (file, part) in zip(files, written) {
        guard unsafe rename(part, "\(folder)/\(file.name)") == 0 else {
          throw .unwritable("\(folder)/\(file.name)", errno)
        }
      }
    } catch {
      for part in written { _ = unsafe unlink(part) }
      throw error
    }
  }

  private static func makeFolder(_ path: String) throws(StageFault) {
    var parent = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
      parent += parent.isEmpty || parent == "/" ? String(name) : "/\(name)"
      guard unsafe mkdir(parent, 0o777) == 0 || errno == EEXIST else {
        throw .unwritable(parent, errno)
      }
    }
  }

  private static func write(_ content: [UInt8], to path: String) throws(StageFault) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .unwritable(path, errno) }
    guard writeAll(content, to: file) else {
      let number = errno
      close(file)
      throw .unwritable(path, number)
    }
    guard close(file) == 0 else { throw .unwritable(path, errno) }
  }

  /// Writes all bytes to an open file and says whether that went well.
  static func writeAll(_ content: [UInt8], to file: Int32) -> Bool {
    var start = 0
    while start < content.count {
      let count = unsafe content.withUnsafeBytes { bytes in
        unsafe Self.write(file, UnsafeRawBufferPointer(rebasing: bytes[start...]))
      }
      if count < 0, errno != EINTR { return false }
      start += max(0, count)
    }
    return true
  }

  private static func read(_ file: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    var count = -1
    repeat { count = unsafe systemRead(file, bytes) } while count < 0 && errno == EINTR
    return count
  }

  private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    unsafe systemWrite(file, bytes)
  }
}

/// The system's sentence for the number of one of its errors.
func systemError(_ number: Int32) -> String {
  guard let text = unsafe strerror(number) else { return "error \(number)" }
  return unsafe String(cString: text)
}

// The names `read` and `write` of the C library are hidden inside the type.
private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  unsafe read(file, bytes.baseAddress, bytes.count)
}

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(file, bytes.baseAddress, bytes.count)
}
