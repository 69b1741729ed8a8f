import CHost

/// A file of lines that only grows, each line added by one write.
///
/// A kill can tear the last line. What follows begins a new line, so that a torn one spoils itself
/// alone; readers skip what they cannot read.
package struct AppendFile: ~Copyable {
  private let file: Descriptor
  private let path: String
  private var isTorn: Bool

  /// Opens a file for adding lines, making it when it is missing; a pipe is waited for until somebody
  /// reads it.
  package init(_ path: String) throws(HostError) {
    let isRead = try Files.status(path)?.kind == .other
    let file = try Descriptor(.write, path) {
      isRead ? host_open_sending(path, &$0) : host_open_adding(path, &$0)
    }
    let size = try file.status(path).identity.size
    let last = size > 0 ? try Self.byte(of: file, at: size - 1, path) : nil
    self.file = file
    self.path = path
    isTorn = last.map { $0 != UInt8(ascii: "\n") } ?? false
  }

  /// Adds a line, which must hold no newline of its own.
  package mutating func append(_ line: String) throws(HostError) {
    let bytes = Array(((isTorn ? "\n" : "") + line + "\n").utf8)
    var count = 0
    let code = bytes.withUnsafeBytes { bytes in
      host_write(file.number, bytes.baseAddress, bytes.count, &count)
    }
    try Files.check(.write, path, code)
    isTorn = count < bytes.count
    // A full disk takes a part of the line: never again the whole of it, only the next one.
    if isTorn { throw .failed(.write, path: path, code: ENOSPC) }
  }

  private static func byte(
    of file: borrowing Descriptor, at offset: UInt64, _ path: String
  ) throws(HostError) -> UInt8? {
    var byte: UInt8 = 0
    var count = 0
    try Files.check(.read, path, host_read_at(file.number, offset, &byte, 1, &count))
    return count == 1 ? byte : nil
  }
}
