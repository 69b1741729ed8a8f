import CHost

/// An open file or folder, closed when it goes out of sight.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes over an open descriptor.
  init(_ number: Int32) { self.number = number }

  /// Opens by a call that answers an error number and sets the descriptor.
  init(
    _ operation: HostError.Operation, _ path: String,
    _ open: (inout Int32) throws(HostError) -> Int32
  ) throws(HostError) {
    var number: Int32 = -1
    let code = try open(&number)
    guard code == 0 else { throw .failed(operation, path: path, code: code) }
    self.number = number
  }

  deinit { host_close(number) }

  /// The status of what is open; `path` is for the error.
  func status(_ path: String) throws(HostError) -> FileStatus {
    var status = host_status()
    try Files.check(.inspect, path, host_status_of(number, &status))
    return FileStatus(status)
  }

  /// Reads into a buffer and says how many bytes came; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, _ path: String) throws(HostError) -> Int {
    var count = 0
    try Files.check(.read, path, host_read(number, buffer.baseAddress, buffer.count, &count))
    return count
  }
}
